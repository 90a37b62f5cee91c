import Contract
internal import Diagnostics
package import Ledger

extension RecordReport {
  static func step(_ step: StepRecord) -> [String] {
    [
      "  \(StepNumber(at: step.index))  \(step.state.rawValue.padding(to: 9))  \(step.command) \(step.summary)"
    ]
      + [step.message, step.remark].compactMap { $0.map { "     \($0)" } }
      + launches(step)
  }

  private static func launches(_ step: StepRecord) -> [String] {
    guard let omitted = step.omittedLaunches else { return step.launches.flatMap(launch) }
    return step.launches.prefix(1).flatMap(launch) + [
      "     … \(counted(omitted, "launch", plural: "launches")) not kept"
    ]
      + step.launches.dropFirst().flatMap(launch)
  }

  private static func launch(_ launch: LaunchRecord) -> [String] {
    let isKnown = launch.dagsterID != nil
    let id =
      launch.kind == .once
      ? (isKnown ? ", done" : ", not known to be done")
      : launch.dagsterID.map { " \($0)" } ?? ", of which Dagster's id is not known"
    var lines = ["     \(launch.kind.rawValue)\(id)"]
    var particulars: [(String, String?)] = [
      ("launch id", launch.launchID),
      ("intended", launch.intended.readable),
      ("sent", launch.sends.map { "\(counted($0, "time")), since it did not arrive" }),
      ("launched", launch.launched?.readable),
      ("expected", launch.expectedSeconds.map { "to take \(aboutText($0))" }),
      ("finished", launch.finished?.readable),
      ("status", launch.status),
      ("counts", counts(launch)),
      ("url", launch.url),
    ]
    if launch.failedPartitionCount > 0 {
      particulars.append(("failures", counted(launch.failedPartitionCount, "partition")))
    }
    lines += particulars.compactMap { name, value in
      value.map { "       \(name.padding(to: 9))  \($0)" }
    }
    return lines + failures(launch).map { "         \($0)" }
  }

  /// `15 targeted, 13 materialized, 2 failed`; `nil` while nothing is known of it.
  package static func counts(_ launch: LaunchRecord) -> String? {
    let counts = [
      launch.targeted.map { "\($0) targeted" },
      launch.skipped.map { "\($0) done before" },
      launch.materialized.map {
        "\($0) \([.backfill, .run].contains(launch.kind) ? "materialized" : "done")"
      },
      launch.failed.map { "\($0) failed" },
    ].compactMap(\.self)
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }

  private static func failures(_ launch: LaunchRecord) -> [String] {
    var lines = launch.failedPartitions.map { failed in
      "\(failed.partition)  run \(failed.runID)" + (failed.reason.map { ": \($0)" } ?? "")
    }
    let others = launch.failedPartitionCount - launch.failedPartitions.count
    if others > 0, !lines.isEmpty { lines.append("and \(others) more") }
    return lines
  }

  /// Reasons come from outside: they must neither break the layout nor move a terminal's cursor.
  static func oneLine(_ text: String) -> String {
    TerminalStyle.printable(text.replacing("\r\n", with: " ").replacing("\n", with: " "))
  }
}
