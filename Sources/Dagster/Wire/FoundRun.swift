/// A `Run` as it comes.
struct FoundRun: UnionMember {
  static let typeName = "Run"
  /// What is asked of each, without what costs the server more.
  static let fields =
    "runId status jobName creationTime startTime endTime parentRunId rootRunId tags { key value }"

  /// A `RunStatsSnapshot`, or the error instead of one, which leaves all of it out.
  struct Stats: Decodable {
    let stepsSucceeded: Int?
    let stepsFailed: Int?
    let materializations: Int?
  }

  let runId: String
  let status: String
  let jobName: String
  /// Nil where a server leaves it out.
  let creationTime: Double?
  let startTime: Double?
  let endTime: Double?
  let parentRunId: String?
  let rootRunId: String?
  let tags: [Tag]
  let stats: Stats?

  var run: Run {
    Run(
      id: RunID(runId),
      status: RunStatus(status),
      jobName: jobName,
      creationTime: creationTime ?? startTime ?? 0,
      startTime: startTime,
      endTime: endTime,
      parentID: parentRunId.map(RunID.init),
      rootID: rootRunId.map(RunID.init),
      tags: tags,
      statistics: stats?.statistics
    )
  }
}

extension FoundRun.Stats {
  fileprivate var statistics: Run.Statistics? {
    guard let stepsSucceeded, let stepsFailed, let materializations else { return nil }
    return .init(
      stepsSucceeded: stepsSucceeded,
      stepsFailed: stepsFailed,
      materializations: materializations
    )
  }
}

/// `Runs` as they come.
struct FoundRuns: UnionMember {
  static let typeName = "Runs"
  let results: [FoundRun]
}
