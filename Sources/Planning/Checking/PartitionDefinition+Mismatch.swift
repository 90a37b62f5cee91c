import Dagster
public import DagsterModel
public import Diagnostics
import ExactText
import JobDSL
public import Schema

extension PartitionDefinition {
  /// What the server has instead of the partitioning that the document names; `nil` where they agree.
  ///
  /// Daily, weekly and monthly windows share a format: `CalendarCheck` tells them apart.
  func mismatch(with wanted: Partitions) -> String? {
    switch (kind, wanted) {
    case (.timeWindow, .single(.timeWindow, _)): nil
    case (.timeWindow(let format), .single(let kind, _)):
      kind.timeFormat == format ? nil : "time windows spelled \(format)"
    case (.static, .single(.static, _)), (.dynamic, .single(.dynamic, _)): nil
    case (.multi(let dimensions), .multi(let selections)):
      dimensions.map(\.name).sortedExactly().isExactly(selections.map(\.name))
        ? nil : "the dimensions \(dimensions.map(\.name).sortedExactly().joined(separator: ", "))"
    default: noun
    }
  }

  /// What to do where they don't agree.
  var mismatchHint: String {
    if case .timeWindow = kind {
      "declare it in the catalog as TimeWindows (`partitioning: timeWindow`), whose keys are written as Dagster "
        + "spells them"
    } else {
      "the catalog is older than Dagster's definitions"
    }
  }

  /// Whether two assets can be in one backfill.
  func isAlike(_ other: PartitionDefinition) -> Bool { kind == other.kind && name == other.name }

  /// The dimension that Dagster takes for the first; `nil` where there are no dimensions.
  var primaryDimension: String? {
    if case .multi(let dimensions) = kind { dimensions.first(where: \.isPrimary)?.name } else { nil }
  }

  var noun: String {
    switch kind {
    case .timeWindow(let format): "time windows spelled \(format)"
    case .static: "static partitions"
    case .dynamic(let name): "the dynamic partitions \"\(name)\""
    case .multi(let dimensions):
      "the dimensions \(dimensions.map(\.name).sortedExactly().joined(separator: ", "))"
    case .unknown(let type): "partitions of the kind \(type)"
    }
  }
}

extension StepCheck {
  /// That an asset has no partitions.
  ///
  /// - Parameter hint: what to do where it has any.
  public func checkUnpartitioned(
    _ asset: AssetDefinition,
    at place: Path,
    hint: String,
    problems: inout [Issue]
  ) {
    guard asset.partitioning != nil else { return }
    problems.append(
      Issue(
        at: place,
        "expected an asset without partitions, found \"\(asset.key)\", which is partitioned",
        hint: hint
      )
    )
  }

  /// That each has partitions of the kind that the document says, and that all are cut alike.
  ///
  /// - Parameter places: where the assets stand in the document, in their order.
  func check(
    _ assets: [AssetDefinition],
    arePartitionedAs wanted: Partitions,
    at places: [Path],
    problems: inout [Issue]
  ) {
    for (asset, place) in zip(assets, places) {
      guard let partitioning = asset.partitioning else {
        problems.append(
          Issue(
            at: place,
            "expected a partitioned asset, found \"\(asset.key)\", which has no partitions",
            hint: "use materialize for it"
          )
        )
        continue
      }
      if let found = partitioning.mismatch(with: wanted) {
        problems.append(
          Issue(
            at: place,
            "expected an asset with \(wanted.kind.rawValue) partitions, found \"\(asset.key)\" with \(found)",
            hint: partitioning.mismatchHint
          )
        )
      } else if let first = assets[0].partitioning, !partitioning.isAlike(first) {
        problems.append(
          Issue(
            at: place,
            "expected assets partitioned alike, found \"\(asset.key)\" unlike \"\(assets[0].key)\"",
            hint: "make a step for each"
          )
        )
      }
    }
  }
}
