import Foundation

/// What a request to Dagster is for, as far as a fault in it matters.
enum ExchangeClass: String, CaseIterable, Sendable {
  /// Whether the server may be used at all.
  case readiness
  /// The server's definitions, against which a document is checked.
  case reads
  /// A request that changes something: of a launch the one that must not be repeated.
  case launch
  /// The search for a launch by its tag.
  case lookUp = "look-up"
  /// A look at work that was launched.
  case watch
  /// Stopping work.
  case cancel
  /// What the runner does not live by, such as the reason why a run failed.
  case other

  /// The operations of the `Dagster` module.
  static let operations: [String: ExchangeClass] = [
    "Readiness": .readiness, "Version": .readiness, "Vocabulary": .readiness,
    "Assets": .reads, "KnownAssets": .reads, "AssetCollisions": .reads, "ManyDimensionKeys": .reads,
    "ManyPartitionStatuses": .reads,
    "AssetOps": .reads, "RunConfigSchema": .reads, "AssetKeys": .reads, "Validate": .reads, "Job": .reads,
    "Jobs": .reads,
    "PartitionKeys": .reads, "AllPartitionKeys": .reads, "DimensionKeys": .reads,
    "JobPartitionKeys": .reads, "PartitionConfiguration": .reads, "PartitionStatuses": .reads,
    "Materializations": .reads, "RunAssets": .reads, "Activity": .reads,
    "EverMaterialized": .reads,
    "Links": .reads,
    "AssetSensors": .reads, "PartitionMapping": .reads, "JobAssets": .reads,
    "UnfinishedBackfills": .reads, "FindWorks": .reads, "RecentWorks": .reads, "PendingRetries": .reads,
    "LaunchBackfill": .launch, "LaunchRun": .launch,
    "FindBackfills": .lookUp, "RecentBackfills": .lookUp, "Runs": .lookUp,
    "Backfill": .watch, "Run": .watch, "RunChain": .watch, "RunChains": .watch, "RunRetries": .watch,
    "RunChecks": .watch, "AssetChecks": .watch, "CheckExecutions": .watch,
    "CancelBackfill": .cancel, "TerminateRun": .cancel,
    "AddDynamicPartition": .launch, "DeleteDynamicPartitions": .launch, "WipeAsset": .launch,
    "ReportMaterialized": .launch, "Reexecute": .launch,
    "EndedRun": .reads, "DefinitionNow": .reads, "CodeVersions": .reads, "BackfillTargets": .reads,
    "RunFigures": .watch,
    "Instigators": .reads, "Schedule": .reads, "Sensor": .reads,
    "StopSchedule": .launch, "StopSensor": .launch, "StartSchedule": .launch, "StartSensor": .launch,
    "ResetSchedule": .launch, "ResetSensor": .launch,
    "RunErrors": .other, "JobHistory": .other, "NewestRuns": .other,
  ]

  /// The class of a GraphQL request by the operation that it names.
  init(body: Data) {
    let request = try? JSONDecoder().decode(Request.self, from: body)
    self = request?.operationName.flatMap { Self.operations[$0] } ?? .other
  }

  private struct Request: Decodable {
    var operationName: String?
  }
}

extension ExchangeClass {
  /// The kinds of work that have such exchanges: of a change there is nothing to look up or to watch, and a rehearsal is
  /// looked up before anything can be uncertain.
  var works: [Work.Kind] {
    switch self {
    case .readiness, .reads: Fault.launching + [.change, .change, .rehearsed, .stopped] + Work.Kind.pausing
    case .launch: Fault.launching + [.change, .change, .rehearsed] + Work.Kind.pausing
    case .watch: Fault.launching + [.rehearsed, .stopped]
    case .lookUp, .other: Fault.launching
    case .cancel: [.stopped]
    }
  }
}

/// How far an exchange has got.
enum ExchangePhase: String, CaseIterable, Sendable {
  /// The request is at the proxy; the server has none of it.
  case received
  /// The server has answered; the runner has none of it.
  case forwarded
  /// The runner was sent the answer.
  case answered
}
