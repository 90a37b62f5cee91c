/// The names that one scope in Swift has, of which each is given once.
struct Names {
  /// Names that look alike are one name: Swift's own comparison takes canonically equal texts for the same.
  private var taken: Set<String>

  init(taken: Set<String> = []) { self.taken = taken }

  /// Keeps a name that was given before; false where it is taken, as after two branches gave it to two things.
  mutating func keep(_ name: String) -> Bool { taken.insert(name).inserted }

  /// The wanted name, or the next that is free: `orders`, `orders2`, `orders3`.
  ///
  /// - Parameter fallback: where the wanted one is empty, since the text had neither a letter nor a digit.
  mutating func give(_ wanted: String, or fallback: String) -> String {
    let base = wanted.isEmpty ? fallback : wanted
    var (name, number) = (base, 2)
    while !taken.insert(name).inserted {
      // A name that ends in a digit would otherwise become another number: `q1` and `q12`.
      name = base.last?.isNumber == true ? "\(base)_\(number)" : "\(base)\(number)"
      number += 1
    }
    return name
  }
}

extension Names {
  /// What no member of `Asset`, `DagsterJob`, `Schedule` and `Sensor` may be called, since they have it or Swift reads it as something else.
  static let members = Names(taken: [
    "init", "self", "Self", "Type", "Protocol", "key", "name", "location", "none",
  ])

  /// What no member of a configuration's type may be called. An optional value's `.none` is none at all.
  static let values = Names(taken: ["init", "self", "Self", "Type", "configValue", "none"])

  /// What no type of a catalog may be called: what jobs and generated files write of Swift and of the language.
  static let types = Names(
    taken: [
      "AddPartitions", "Any", "Array", "Asset", "Automation", "Backfill", "Bool", "CancelRuns", "Character",
      "Check",
      "Condition",
      "ConfigSwitch", "ConfigValue",
      "Daily", "DagsterJob", "Day", "DeletePartitions", "Dictionary", "Dimension", "Double", "Dynamic",
      "DynamicSelection", "EndedWork", "Error", "Float", "Guarantee", "Hold", "Hour", "Hourly", "Int", "Job",
      "KubernetesSettings",
      "Launch", "Materialize", "Month", "Monthly", "Multi", "MultiSelection", "NamedKey", "Never", "NoConfig",
      "Optional", "Overwriting", "Pausing", "PartitionFilter", "PartitionSelection", "PartitionText",
      "Partitioning",
      "Protocol", "Reexecute", "ReportMaterialized", "Requirement", "Result", "RunConfig", "Schedule",
      "Secret", "Self",
      "Sendable", "Sensor",
      "Sequence", "Set", "Static", "StaticKey", "StaticSelection", "String", "Task", "TimeKey",
      "TimePartitioning", "TimeRange", "TimeSelection", "TimeWindow", "TimeWindows", "Type", "Unpartitioned",
      "Void", "Week", "Weekly", "WipeAsset",
    ]
  )
}
