import ArgumentParser
import JobDSL

/// Prints a document with many partition keys.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints a document with so many partition keys.")

  @Argument var count: Int

  func run() {
    let backfill = Backfill(
      assets: ["meter_readings"],
      partitions: .single(.hourly, .keys(hours(count))),
      config: nil,
      maxConcurrentRuns: nil,
      options: StepOptions()
    )
    let job = Job("measured", owner: "data-platform", reason: "Many keys") { backfill }
    print(String(decoding: job.document.encoded(), as: UTF8.self), terminator: "")
  }
}

/// Prints a document in which much is wrong.
struct Problems: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a document with so many problems among as many good keys."
  )

  @Argument var count: Int

  func run() {
    var text = """
      apiVersion: production-jobs/v1
      kind: Job
      metadata:
        name: measured
        owner: data-platform
        reason: Much is wrong
      spec:
        steps:
        - backfill:
            assets:
            - meter_readings
            partitions:
              partitioning: hourly
              keys:

      """
    for key in hours(count) {
      text += "        - \"\(key)\"\n        - \"\(key.prefix(8))32\(key.suffix(6))\"\n"
    }
    print(text, terminator: "")
  }
}

/// The first hours of partitions, in their order; months of 28 days are enough.
private func hours(_ count: Int) -> [String] {
  func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: width - text.count) + text
  }
  return (0..<count).map { hour in
    let (day, month) = (hour / 24, hour / 24 / 28)
    let date = "\(digits(2000 + month / 12, 4))-\(digits(1 + month % 12, 2))-\(digits(1 + day % 28, 2))"
    return "\(date)-\(digits(hour % 24, 2)):00"
  }
}
