/// A job whose plan is compared with what Dagster then does.
struct PlannedCase: Sendable {
  var name: String
  /// The document's steps.
  var steps: String
  /// What is reported as materialized before: asset and partitions.
  var made: [(asset: String, partitions: [String])] = []
  /// Whether the job is run once before, and fails.
  var failsFirst = false

  /// A backfill of assets, its partitions written as in a document.
  static func backfill(
    _ name: String,
    _ assets: String...,
    partitions: String,
    only: Bool = false,
    made: [(asset: String, partitions: [String])] = [],
    failsFirst: Bool = false
  ) -> PlannedCase {
    let step = """
      - backfill:
          assets: [\(assets.joined(separator: ", "))]
          partitions: {\(partitions)}\(only ? "\n    only: missing" : "")
      """
    return PlannedCase(name: name, steps: step, made: made, failsFirst: failsFirst)
  }

  /// Inclusive days.
  static func days(_ from: String, _ through: String, _ kind: String = "daily") -> String {
    "partitioning: \(kind), from: \"\(from)\", through: \"\(through)\""
  }

  static func keys(_ kind: String, _ keys: String...) -> String {
    "partitioning: \(kind), keys: [\(keys.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  static func crossed(_ dimensions: (name: String, kind: String, keys: String)...) -> String {
    let listed = dimensions.map { "{name: \($0.name), partitioning: \($0.kind), keys: [\($0.keys)]}" }
    return "partitioning: multi, dimensions: [\(listed.joined(separator: ", "))]"
  }
}
