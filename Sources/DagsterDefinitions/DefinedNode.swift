internal import CodeLocations
internal import Dagster
import DagsterModel
internal import ExactText

/// An `AssetNode` of a repository as it comes, with what is read of all of them.
struct DefinedNode: Decodable, Sendable {
  struct Policy: Decodable, Sendable {
    let maxPartitionsPerRun: Int?
    let policyType: String?
  }
  struct Entry: Decodable, Sendable { let label: String }
  struct Check: Decodable, Sendable { let name: String }
  struct Checks: UnionMember, Sendable {
    static let typeName = "AssetChecks"
    let checks: [Check]
  }

  let assetKey: AssetKeyAnswer
  let groupName: String
  let isMaterializable: Bool
  let description: String?
  let opNames: [String]
  let graphName: String?
  let jobNames: [String]
  let dependedByKeys: [AssetKeyAnswer]
  let backfillPolicy: Policy?
  let partitionDefinition: PartitionDefinitionAnswer?
  let metadataEntries: [Entry]
  let assetChecksOrError: Union<Checks>

  /// Never the partition definition's description, which spells every key of a fixed list. The checks by way of the
  /// implicit job: without it they come from all locations.
  static let nodeFields = """
    assetKey { path } groupName isMaterializable description opNames graphName jobNames
    dependedByKeys { path } backfillPolicy { maxPartitionsPerRun policyType } metadataEntries { label }
    partitionDefinition { name type fmt
      dimensionTypes { name type isPrimaryDimension dynamicPartitionsDefinitionName } }
    assetChecksOrError(pipeline: $job) { __typename ... on AssetChecks { checks { name } }
      ... on AssetCheckNeedsMigrationError { message } ... on AssetCheckNeedsUserCodeUpgrade { message }
      ... on AssetCheckNeedsAgentUpgradeError { message } }
    """

  /// Whether it only stands for an asset that another location defines, because one of this location reads it.
  var isStub: Bool { metadataEntries.contains { $0.label.isExactly("dagster/auto_created_stub_asset") } }

  /// The job that materializes it on its own; nil where nothing does.
  var implicitJob: String? { jobNames.first { $0.hasPrefix(JobSelector.assetJobName) } }

  /// What it is called among the ops of a run configuration.
  var opName: String? {
    graphName ?? opNames.first.map { String($0.prefix { $0 != "." }) }
  }

  func asset(repository: String?, partitions: DefinedPartitions?, config: ConfigShape?) -> DefinedAsset {
    DefinedAsset(
      key: assetKey.key.description,
      repository: repository,
      isMaterializable: isMaterializable,
      partitions: partitions,
      policy: backfillPolicy.map {
        DefinedPolicy(type: $0.policyType, maxPartitionsPerRun: $0.maxPartitionsPerRun)
      },
      group: groupName,
      description: description.written,
      downstream: dependedByKeys.map(\.key.description).sorted { $0.precedesExactly($1) },
      checks: checkNames.sorted { $0.precedesExactly($1) },
      config: config
    )
  }

  var hasChecks: Bool { !checkNames.isEmpty }

  private var checkNames: [String] {
    if case .member(let found) = assetChecksOrError { found.checks.map(\.name) } else { [] }
  }
}

extension String? {
  /// Cut to 500 characters as Python counts them; nil where nothing is written.
  var written: String? {
    guard let text = self?.trimmed, !text.isEmpty else { return nil }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(500)))
  }
}
