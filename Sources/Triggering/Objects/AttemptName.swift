internal import ExactText

/// The names of a job's attempts: `JOB-1`, `JOB-2`, or `JOB-plan-1`.
///
/// Each attempt is a Job of its own, so that what an earlier one left can still be looked at. As they are
/// counted, of two that start at once only one can be created.
struct AttemptName {
  private let prefix: String

  init(job: String, mode: Mode) {
    let word = mode == .run ? "" : "-\(mode.rawValue)"
    // Leaves four digits within the 63 characters that a label's value takes.
    let room = 63 - word.utf8.count - "-9999".utf8.count
    prefix = Self.shortened(job, to: room) + word + "-"
  }

  /// The name of an attempt.
  func text(_ number: Int) -> String { prefix + String(number) }

  /// Which attempt a name is of; nil for another job's or another mode's.
  func number(of name: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    let digits = name.dropFirst(prefix.count)
    guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
    return number
  }

  /// A name that is too long is cut, and told from others with the same beginning by its hash.
  private static func shortened(_ job: String, to room: Int) -> String {
    guard job.utf8.count > room else { return job }
    let hash = Array(SHA256.hash(Array(job.utf8)).prefix(4)).hexadecimal
    return job.prefix(room - hash.count - 1) + "-" + hash
  }
}
