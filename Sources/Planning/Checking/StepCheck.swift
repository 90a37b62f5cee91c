import Contract
public import Dagster
public import DagsterModel
public import Diagnostics
import ExactText
import JobDSL
package import Ledger
public import Schema
package import Works

/// Where a command is planned: its place in the document, and what the server says.
public struct StepCheck {
  package let keys: PartitionKeysByAsset
  package let readiness: Readiness
  package let job: String
  package let now: Timestamp
  /// Where the command stands in the document.
  public let path: Path
  /// Partitions that are not to be launched again.
  package let done: MaterializedPartitions
  /// What the canary of its backfill makes; `nil` where there is none.
  let canary: CanaryPartitions?

  /// What asks Dagster, and remembers answers while a job is planned.
  public var client: DagsterClient { keys.client }

  /// The asset's definition, also of one that is made outside of Dagster.
  public func known(_ name: String, at path: Path, problems: inout [Issue]) async throws(DagsterError)
    -> AssetDefinition?
  {
    let key = AssetKey(userString: name)
    if let definition = try await client.assets([key])[key] { return definition }
    let known = try await client.allAssetKeys().map(\.description)
    problems.append(
      Issue(
        at: path,
        "expected an asset that Dagster knows, found \"\(name)\"",
        hint: didYouMean(name, among: known) ?? brokenLocations
      )
    )
    return nil
  }

  /// The same of a command's one asset, which one code location alone may define.
  public func only(_ name: String, at path: Path, problems: inout [Issue]) async throws(DagsterError)
    -> AssetDefinition?
  {
    guard let definition = try await known(name, at: path, problems: &problems) else { return nil }
    checkUnique([definition], at: [path], problems: &problems)
    return definition
  }

  /// The asset's definition, if it can be materialized.
  public func asset(_ name: String, at path: Path, problems: inout [Issue]) async throws(DagsterError)
    -> AssetDefinition?
  {
    guard let definition = try await known(name, at: path, problems: &problems) else { return nil }
    guard definition.isMaterializable else {
      problems.append(
        Issue(
          at: path,
          "expected an asset that can be materialized, found \"\(name)\", which can't",
          hint: "it is made outside of Dagster: leave it out"
        )
      )
      return nil
    }
    return definition
  }

  /// The tags that the document asks for.
  func tags(_ options: StepOptions) -> [Tag] {
    let own = options.tags.sorted { $0.key < $1.key }.map { Tag($0.key.wrappedValue, $0.value) }
    let settings: [(String, Int?)] = [
      (TagKey.priority, options.priority == 0 ? nil : options.priority),
      (TagKey.maxRetries, options.maxRetries), (TagKey.maxRuntime, options.maxRuntimeSeconds),
    ]
    return own + settings.compactMap { key, value in value.map { Tag(key, String($0)) } }
  }
}

/// What the canary of a backfill makes, which its rest leaves out.
struct CanaryPartitions {
  /// Those that it is to make, or is about to.
  let aims: Set<ExactString>
  /// Those that it has made.
  let done: MaterializedPartitions

  func contains(_ key: String, of assets: [AssetKey]) -> Bool {
    aims.contains(key) || done.contains(key, of: assets)
  }
}

/// A hint at the name that was probably meant; `nil` where none is near.
func didYouMean(_ name: String, among known: [String]) -> String? {
  otherFormHint(of: name, among: known) ?? nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
}
