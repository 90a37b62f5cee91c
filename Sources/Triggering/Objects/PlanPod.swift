internal import JSONTree

/// How the pod of a plan differs from the one of a run: its account can only read, and its Dagster may be one that
/// can only be read.
enum PlanPod {
  /// The account beside a run's, or the settings beside a run's.
  static func name(of name: String) -> String { name + "-plan" }

  /// The settings of plans alone, which need not be there; what they say counts, as they come last.
  static func settings(after settings: [JSONValue]) -> [JSONValue] {
    settings.compactMap { $0["configMapRef"]?["name"]?.text }.map {
      ["configMapRef": ["name": .string(name(of: $0)), "optional": true]]
    }
  }

  /// Which of a pod's volumes it has: it tells nobody anything, and needs no secret.
  static func has(_ volume: JSONValue) -> Bool { volume["secret"] == nil }
}
