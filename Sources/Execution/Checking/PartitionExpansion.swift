import Dagster
import Diagnostics
import JobDSL
import Schema

/// Turns a selection into the exact keys that the server has, and reports every one that it doesn't have.
struct PartitionExpansion {
  let client: DagsterClient
  let path: Path

  init(client: DagsterClient, at path: Path) {
    self.client = client
    self.path = path
  }

  /// In the server's order, each key once.
  func keys(of asset: AssetKey, in selection: Partitions, problems: inout [Issue]) async throws(DagsterError)
    -> [String]
  {
    switch selection {
    case .single(_, let keys):
      let known = KnownKeys(try await client.partitionKeys(of: asset), of: "\"\(asset)\"")
      return known.keys(in: keys, at: path, problems: &problems)
    case .multi(let dimensions):
      let known = try await client.partitionKeysByDimension(of: asset)
      return product(of: dimensions, in: known, asset: asset, problems: &problems)
    }
  }

  /// Joins the dimensions' keys with `|`, as Dagster does.
  private func product(
    of dimensions: [DimensionPartitions],
    in known: [DimensionKeys],
    asset: AssetKey,
    problems: inout [Issue]
  ) -> [String] {
    var product: [String]?
    for (index, dimension) in dimensions.enumerated() {
      let all = known.first { $0.name == dimension.name }?.keys ?? []
      let keys = KnownKeys(all, of: "dimension \(dimension.name) of \"\(asset)\"")
        .keys(in: dimension.keys, at: path["dimensions"][index], problems: &problems)
      product = product.map { outer in outer.flatMap { first in keys.map { "\(first)|\($0)" } } } ?? keys
    }
    return product ?? []
  }
}

/// The partition keys of one asset or dimension, with their order.
private struct KnownKeys {
  private let keys: [String]
  private let places: [String: Int]
  private let owner: String

  init(_ keys: [String], of owner: String) {
    self.keys = keys
    self.owner = owner
    places = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
  }

  func keys(in selection: KeySelection, at path: Path, problems: inout [Issue]) -> [String] {
    switch selection {
    case .all:
      if keys.isEmpty {
        problems.append(Issue(at: path["all"], "expected partitions, found none in \(owner)"))
      }
      return keys
    case .keys(let wanted):
      let found = wanted.enumerated().compactMap { place(of: $1, at: path["keys"][$0], problems: &problems) }
      return found.sorted().map { keys[$0] }
    case .range(let range):
      return Array(slice(range, at: path, problems: &problems))
    case .ranges(let ranges):
      let slices = ranges.enumerated().map { slice($1, at: path["ranges"][$0], problems: &problems) }
      return Set(slices.flatMap(\.indices)).sorted().map { keys[$0] }
    }
  }

  private func slice(_ range: KeyRange, at path: Path, problems: inout [Issue]) -> ArraySlice<String> {
    let first = place(of: range.from, at: path["from"], problems: &problems)
    let last = place(of: range.through, at: path["through"], problems: &problems)
    guard let first, let last else { return [] }
    guard first <= last else {
      problems.append(
        Issue(
          at: path["from"],
          "expected a range in the order of \(owner), found \"\(range.from)\" after \"\(range.through)\""
        )
      )
      return []
    }
    return keys[first...last]
  }

  private func place(of key: String, at path: Path, problems: inout [Issue]) -> Int? {
    if let place = places[key] { return place }
    problems.append(
      Issue(at: path, "expected a partition of \(owner), found \"\(key)\"", hint: hint(for: key))
    )
    return nil
  }

  private func hint(for key: String) -> String {
    guard let first = keys.first, let last = keys.last else { return "it has no partitions" }
    let near = keys.count <= 2_000 ? nearest(to: key, among: keys) : nil
    let bounds = "it has \(keys.count), from \"\(first)\" through \"\(last)\""
    return near.map { "\(bounds); did you mean \"\($0)\"?" } ?? bounds
  }
}
