package import CivilCalendar

extension TimeFormat {
  /// What a key of this kind looks like; `nil` where any text may be one.
  package init?(_ kind: PartitioningKind) {
    switch kind {
    case .daily: self = .day
    case .hourly: self = .hour
    case .weekly: self = .week
    case .monthly: self = .month
    case .timeWindow, .static, .dynamic, .multi: return nil
    }
  }
}

extension PartitioningKind {
  /// How Dagster spells the windows by default, as Python's `strftime` has it; `nil` where there are none.
  package var timeFormat: String? {
    switch self {
    case .daily, .weekly, .monthly: "%Y-%m-%d"
    case .hourly: "%Y-%m-%d-%H:%M"
    case .timeWindow, .static, .dynamic, .multi: nil
    }
  }
}
