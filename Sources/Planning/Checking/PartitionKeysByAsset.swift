package import Dagster
package import DagsterModel

/// The partition keys of assets, each asset's asked for once.
package final class PartitionKeysByAsset {
  let client: DagsterClient
  private var known: [AssetKey: [String]] = [:]

  init(client: DagsterClient) { self.client = client }

  /// All of them, in the server's order.
  package func keys(of asset: AssetKey) async throws(DagsterError) -> [String] {
    if let keys = known[asset] { return keys }
    let keys = try await client.partitionKeys(of: asset)
    known[asset] = keys
    return keys
  }

  /// Those that were asked for before; `nil` where they weren't.
  func knownKeys(of asset: AssetKey) -> [String]? { known[asset] }
}
