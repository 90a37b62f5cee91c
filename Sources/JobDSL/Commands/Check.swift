package import ExactText
public import Schema

/// Runs asset checks in one run that materializes nothing.
///
/// ```swift
/// Check(.orders)
/// Check(.orders, only: ["no_negative_amounts"])
/// ```
///
/// The step succeeds where each of them passes, those of severity WARN among them.
public struct Check: OrderedCommand {
  @Exact package var asset: String
  /// The checks' names; `nil` for all that can be run by themselves.
  package var checks: [ExactString]?

  public var conditions: Conditions

  package init(asset: String, checks: [ExactString]?, conditions: Conditions = Conditions()) {
    (self.asset, self.checks, self.conditions) = (asset, checks, conditions)
  }

  /// All checks of the asset, apart from those that its own code makes as it materializes it.
  public init<Partitions>(_ asset: Asset<Partitions>) { self.init(asset: asset.key, checks: nil) }

  /// Some checks of the asset, by the names that they have in Dagster.
  public init<Partitions>(_ asset: Asset<Partitions>, only names: [String]) {
    self.init(asset: asset.key, checks: names.map(ExactString.init))
  }

  public static let keyword = "check"
  public static let meaning = "runs asset checks"
  public var subject: Subject { .checks(of: asset) }

  public static let schema = Schema<Check>.object(
    "A run of asset checks",
    .required("asset", \.asset, .assetKey, "the asset that has the checks"),
    .optional("checks", \.names, .checkNames, "which of them; all, where none are named"),
    .requires,
    make: { Check(asset: $0, checks: $1?.map(ExactString.init), conditions: $2) }
  )

  package var names: [String]? { checks?.map(\.wrappedValue) }
}

extension Schema where Value == [String] {
  fileprivate static var checkNames: Schema {
    list(of: .filledText, minimum: 1).once(each: "check", in: "checks")
  }
}
