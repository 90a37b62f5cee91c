package import DagsterModel

/// A `Run` as it comes.
package struct FoundRun: UnionMember {
  package static let typeName = "Run"
  /// What is asked of each, without what costs the server more.
  package static let fields =
    "runId status jobName creationTime startTime endTime parentRunId rootRunId tags { key value }"

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

  package var run: Run {
    Run(
      id: RunID(runId),
      status: RunStatus(status),
      jobName: jobName,
      creationTime: creationTime ?? startTime ?? 0,
      startTime: startTime,
      endTime: endTime,
      parentID: parentRunId.map(RunID.init),
      rootID: rootRunId.map(RunID.init),
      tags: tags
    )
  }
}

/// `Runs` as they come.
struct FoundRuns: UnionMember {
  static let typeName = "Runs"
  let results: [FoundRun]
}
