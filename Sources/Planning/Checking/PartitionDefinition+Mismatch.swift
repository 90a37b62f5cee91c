import Dagster
import ExactText
import JobDSL

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

  private var noun: String {
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

extension PartitioningKind {
  /// How Dagster spells the windows by default; `nil` where there are none.
  var timeFormat: String? {
    switch self {
    case .daily, .weekly, .monthly: "%Y-%m-%d"
    case .hourly: "%Y-%m-%d-%H:%M"
    case .timeWindow, .static, .dynamic, .multi: nil
    }
  }
}
