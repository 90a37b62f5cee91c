import ArgumentParser
import Emission
import FileTree
import JobDSL

/// Times the text of documents.
struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Times the encoding of so many documents.")

  @Argument var count: Int
  @OptionGroup var timing: Timing

  func run() {
    let jobs = Job.synthetic(upTo: count)
    timing.report { jobs.reduce(0) { $0 + $1.document.encoded().count } }
  }
}

/// Times libyaml's emission of the same events.
struct EncodeEvents: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times libyaml's emission of what `encode` encodes."
  )

  @Argument var count: Int
  @OptionGroup var timing: Timing

  func run() {
    let documents = Job.synthetic(upTo: count).map { Event.all(of: $0.document.encoded()) }
    timing.report { documents.reduce(0) { $0 + measure.emit($1) } }
  }
}

/// Times the making of everything that belongs into `generated/`, in memory.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the checking of so many jobs and the making of their three files each, in memory."
  )

  @Argument var count: Int
  @OptionGroup var timing: Timing

  func run() throws {
    let jobs = Job.synthetic(upTo: count)
    try timing.report { try GeneratedFiles(of: jobs).files.count }
  }
}

/// Times libyaml's emission of the same events.
struct GenerateEvents: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times libyaml's emission of what `generate` makes."
  )

  @Argument var count: Int
  @OptionGroup var timing: Timing

  func run() throws {
    let files = try GeneratedFiles(of: Job.synthetic(upTo: count)).files.values.map(Event.all(of:))
    timing.report { files.reduce(0) { $0 + measure.emit($1) } }
  }
}

/// Does what `emit` and `emit --check` do, with jobs that nobody has to compile.
struct Emit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes so many jobs' files into a folder, or compares them with it."
  )

  @Argument var count: Int
  @Argument var folder: String
  @Flag(help: "Compare alone; they must be the same.") var check = false

  func run() async throws {
    let folder = GeneratedFolder(at: folder)
    let comparison = try await Comparison(of: Job.synthetic(upTo: count), with: folder)
    guard check else { return try folder.apply(comparison) }
    guard comparison.differences.isEmpty else { throw ExitCode(1) }
  }
}
