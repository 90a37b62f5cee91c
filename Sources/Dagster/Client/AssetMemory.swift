public import DagsterModel
internal import Synchronization

/// What one planning reads of assets: each thing once, and of many assets in one request.
///
/// A plan asks for the same things in several places; with hundreds of assets its requests must not grow with them.
final class AssetMemory: Sendable {
  struct Contents {
    var definitions: [AssetKey: AssetDefinition?] = [:]
    var keys: [AssetKey: [String]] = [:]
    var dimensions: [AssetKey: [DimensionKeys]] = [:]
    var statuses: [AssetKey: PartitionStatuses] = [:]
    var activities: [AssetKey: AssetActivity] = [:]
    var links: [AssetKey: AssetLinks?] = [:]
  }

  private let contents = Mutex(Contents())

  func read<Value: Sendable>(_ path: (Contents) -> Value) -> Value { contents.withLock { path($0) } }

  func write(_ change: @Sendable (inout Contents) -> Void) { contents.withLock { change(&$0) } }
}

extension DagsterClient {
  /// A client of the same server that remembers what it reads of assets, for as long as one planning takes.
  ///
  /// It shares the connections; only the one it was made from is shut down.
  public func remembering() -> DagsterClient { DagsterClient(remembering: self) }

  /// Reads the partition keys of many assets in few requests. Without a memory it does nothing.
  ///
  /// Assets whose keys are the same share them.
  public func prepareKeys(of assets: [AssetKey]) async throws(DagsterError) {
    guard let memory, assets.count > 1 else { return }
    let definitions = try await self.assets(assets)
    var rest = memory.read { contents in
      assets.filter { definitions[$0]?.partitioning != nil && contents.dimensions[$0] == nil }
    }[...]
    var (length, shared) = (1, [DimensionKeys]())
    while !rest.isEmpty {
      let batch = Array(rest.prefix(length))
      rest = rest.dropFirst(batch.count)
      for (asset, found) in try await dimensionKeys(of: batch) {
        // One array for all that are alike, rather than one each.
        if !found.isIdentical(to: shared) { shared = found }
        memory.remember(shared, of: asset)
      }
      length = max(
        1,
        min(assetsInOneAnswer, keysInOneAnswer / max(1, shared.reduce(0) { $0 + $1.keys.count }))
      )
    }
  }

  /// Reads what has become of the partitions of many assets in few requests. Without a memory it does nothing.
  public func prepareStatuses(of assets: [AssetKey]) async throws(DagsterError) {
    guard let memory, assets.count > 1 else { return }
    let unknown = memory.read { contents in assets.filter { contents.statuses[$0] == nil } }
    for batch in unknown.batches(of: assetsInOneAnswer) {
      let found = try await statuses(ofMany: batch)
      memory.write { $0.statuses.merge(found) { $1 } }
    }
  }
}

/// Three to six MB of them; a server takes a second or two for that many.
private let keysInOneAnswer = 300_000

extension AssetMemory {
  /// An asset's keys, as far as they were read of it or of one whose dimensions are the same.
  func partitionKeys(of asset: AssetKey) -> [String]? {
    read { contents in
      if let keys = contents.keys[asset] { return keys }
      guard let own = contents.dimensions[asset] else { return nil }
      return contents.keys.first { contents.dimensions[$0.key]?.isIdentical(to: own) == true }?.value
    }
  }

  /// An asset's keys by dimension, as far as they were read.
  func dimensions(of asset: AssetKey) -> [DimensionKeys]? {
    read { contents in
      if let dimensions = contents.dimensions[asset] { return dimensions }
      if case .multi = contents.definitions[asset]??.partitioning?.kind { return nil }
      guard contents.definitions[asset]??.partitioning != nil else { return nil }
      return contents.keys[asset].map { [DimensionKeys(name: "default", keys: $0)] }
    }
  }

  fileprivate func remember(_ dimensions: [DimensionKeys], of asset: AssetKey) {
    write { contents in
      contents.dimensions[asset] = dimensions
      if dimensions.count == 1, contents.keys[asset] == nil { contents.keys[asset] = dimensions[0].keys }
    }
  }
}

extension [DimensionKeys] {
  /// Byte for byte: two spellings of a letter are two keys.
  fileprivate func isIdentical(to other: [DimensionKeys]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { left, right in
        left.name.utf8.elementsEqual(right.name.utf8) && left.keys.count == right.keys.count
          && zip(left.keys, right.keys).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
      }
  }
}
