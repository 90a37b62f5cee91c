public import Dagster
import DagsterModel
import Diagnostics
import ExactText
public import JobDSL
public import Schema
import Works

extension AddPartitions: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    guard let list = try await site.dynamicKeys(of: asset, at: site.path[\Self.asset], problems: &problems)
    else { return nil }
    let there = keys.filter(list.keys.contains)
    let new = keys.filter { !list.keys.contains($0) }
    var changes: [PlannedChange] = []
    if !new.isEmpty { changes.append(PlannedChange("adds", keys: new, " to \(list.name)")) }
    if !there.isEmpty { changes.append(PlannedChange("there", keys: there, ", left as they are")) }
    return PlannedStep(work: OnceWork(Addition(keys: new, list: list)), changes: changes)
  }
}

extension DeletePartitions: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    guard let list = try await site.dynamicKeys(of: asset, at: site.path[\Self.asset], problems: &problems)
    else { return nil }
    let there = keys.filter(list.keys.contains)
    let absent = keys.filter { !list.keys.contains($0) }
    var changes: [PlannedChange] = []
    if !there.isEmpty {
      changes.append(PlannedChange("deletes", keys: there, " from \(list.name)", isLoss: true))
      for other in try await site.assets(with: list) {
        let made = try await site.client.materializedPartitions(of: other.key)
        let lost = other.losses(of: there, from: list, made)
        guard !lost.isEmpty else { continue }
        changes.append(
          PlannedChange(
            "loses",
            "\(other.key): ",
            keys: lost,
            ", materialized and not reached any more",
            isLoss: true
          )
        )
      }
    }
    if !absent.isEmpty { changes.append(PlannedChange("absent", keys: absent, ", nothing to delete")) }
    return PlannedStep(work: OnceWork(Deletion(keys: there, list: list)), changes: changes)
  }
}

/// The keys of a dynamic partitions definition, and an asset by which they are read.
private struct DynamicKeys {
  let name: String
  let asset: AssetKey
  let repository: RepositorySelector
  let keys: Set<ExactString>
}

private struct Addition: KeyedChange {
  let keys: [String]
  let list: DynamicKeys
  static let batch = 1

  func missing(on client: DagsterClient) async throws(DagsterError) -> [String] {
    let there = try await client.partitionKeys(of: list.asset).exact
    return keys.filter { !there.contains($0) }
  }

  func send(_ keys: [String], to client: DagsterClient) async throws(DagsterError) {
    for key in keys { try await client.addDynamicPartition(key, to: list.name, in: list.repository) }
  }
}

private struct Deletion: KeyedChange {
  let keys: [String]
  let list: DynamicKeys
  static let batch = 1_000

  func missing(on client: DagsterClient) async throws(DagsterError) -> [String] {
    let there = try await client.partitionKeys(of: list.asset).exact
    return keys.filter(there.contains)
  }

  func send(_ keys: [String], to client: DagsterClient) async throws(DagsterError) {
    try await client.deleteDynamicPartitions(keys, of: list.name, in: list.repository)
  }
}

extension StepCheck {
  fileprivate func dynamicKeys(of asset: String, at place: Path, problems: inout [Issue])
    async throws(DagsterError) -> DynamicKeys?
  {
    guard let definition = try await only(asset, at: place, problems: &problems) else { return nil }
    guard case .dynamic(let name)? = definition.partitioning?.kind else {
      problems.append(
        Issue(
          at: place,
          "expected an asset with dynamic partitions, found \"\(definition.key)\" with "
            + (definition.partitioning?.noun ?? "no partitions"),
          hint: "only those are kept by the server: the others are in Dagster's code"
        )
      )
      return nil
    }
    return DynamicKeys(
      name: name.wrappedValue,
      asset: definition.key,
      repository: definition.repository,
      keys: try await keys.keys(of: definition.key).exact
    )
  }

  /// Every asset that has them, be it as one of its dimensions.
  fileprivate func assets(with list: DynamicKeys) async throws(DagsterError) -> [AssetDefinition] {
    try await client.assets(try await client.allAssetKeys()).values
      .filter { $0.isPartitioned(by: list) || !$0.places(of: list).isEmpty }.sorted { $0.key < $1.key }
  }
}

extension AssetDefinition {
  fileprivate func isPartitioned(by list: DynamicKeys) -> Bool {
    partitioning?.kind == .dynamic(name: ExactString(list.name))
  }

  /// The places that they have in a key, which is of one of each dimension in the order of their names.
  fileprivate func places(of list: DynamicKeys) -> [(place: Int, last: Int)] {
    guard case .multi(let dimensions)? = partitioning?.kind else { return [] }
    let order = dimensions.sorted { $0.name.precedesExactly($1.name) }
    return order.enumerated().filter { $1.kind == .dynamic(name: ExactString(list.name)) }
      .map { ($0.offset, order.count - 1) }
  }

  /// Which of the keys it loses something of; of two dimensions with how much, since all of the other one is lost with it.
  fileprivate func losses(of keys: [String], from list: DynamicKeys, _ made: Set<ExactString>) -> [String] {
    guard !isPartitioned(by: list) else { return keys.filter(made.contains) }
    let places = places(of: list)
    return keys.compactMap { key in
      let count = made.count { whole in
        places.contains { place, last in
          let whole = whole.wrappedValue
          return place == 0 ? whole.hasPrefix("\(key)|") : place == last && whole.hasSuffix("|\(key)")
        }
      }
      return count == 0 ? nil : "\(counted(count, "partition")) of \(key)"
    }
  }
}
