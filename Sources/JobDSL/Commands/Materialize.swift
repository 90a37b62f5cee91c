import Diagnostics
package import ExactText
public import Schema

/// Materializes assets without partitions, or one partition of others, in one Dagster run.
public struct Materialize: MaterializingCommand {
  /// The asset keys; at least one, all of one code location.
  @Exact package var assets: [String]
  /// As Dagster spells it; `nil` for assets without partitions.
  @Exact package var partition: String?
  package var config: ConfigValue?
  public var conditions = Conditions()
  public var options = StepOptions()
  var namedKeys = NotInDocument<[NamedKey]>()
  /// Whether a document names one asset and several beside it.
  var isNamedTwice = NotInDocument<Bool>()

  package init(
    assets: [String],
    partition: String?,
    config: ConfigValue?,
    conditions: Conditions = Conditions(),
    options: StepOptions
  ) {
    self.assets = assets
    self.partition = partition
    self.config = config
    self.conditions = conditions
    self.options = options
  }

  init(keys assets: [String], partition keys: [NamedKey] = []) {
    self.assets = assets
    guard !keys.isEmpty else { return }
    partition = keys.map(\.text).joined(separator: "|")
    namedKeys = NotInDocument(keys)
  }

  /// An asset, or several in one run, as those that are made in one go have to be.
  public init(_ asset: Asset<Unpartitioned>, _ others: Asset<Unpartitioned>...) {
    self.init(keys: ([asset] + others).map(\.key))
  }

  /// Several assets in one run, from a list.
  ///
  /// Disfavored, so that a misspelt asset is missed in `Asset` and not in `[Asset]`.
  @_disfavoredOverload
  public init(_ assets: [Asset<Unpartitioned>]) { self.init(keys: assets.map(\.key)) }

  /// One partition; for several, `Backfill`.
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, _ others: Asset<P>..., partition: P.SingleKey) {
    self.init(keys: ([asset] + others).map(\.key), partition: [P.named(partition)])
  }

  /// One partition of several assets, from a list.
  @_disfavoredOverload
  public init<P: SingleKeyPartitioning>(_ assets: [Asset<P>], partition: P.SingleKey) {
    self.init(keys: assets.map(\.key), partition: [P.named(partition)])
  }

  /// One partition of an asset with two dimensions: `Materialize(.ordersByRegion, partition: "2024-02-01", .eu)`.
  public init<First, Second>(
    _ asset: Asset<Multi<First, Second>>,
    partition first: First.Cut.SingleKey,
    _ second: Second.Cut.SingleKey
  ) where First.Cut: SingleKeyPartitioning, Second.Cut: SingleKeyPartitioning {
    self.init(keys: [asset.key], partition: [First.Cut.named(first), Second.Cut.named(second)])
  }

  public static let keyword = "materialize"
  public static let meaning = "materializes one asset"
  public var subject: Subject { .assets(assets, partition: partition) }

  /// Runs with this configuration.
  public func config(_ config: some RunConfig) -> Materialize {
    var copy = self
    copy.config = config.runConfig
    return copy
  }
}

extension Materialize {
  public static let schema: Schema<Materialize> = .object(
    "One run that materializes an asset, or several",
    .optional("asset", \.oneAsset, .assetKey, "the asset"),
    .optional(
      "assets",
      \.severalAssets,
      .assetKeys(minimum: 2),
      "in place of `asset`, several that one run makes"
    ),
    .optional("partition", \.partition, .partitionKey, "the partition, where the asset has partitions"),
    .optional("config", \.config, .config, "the run configuration"),
    .condition(.requires),
    .condition(.overwrites),
    .condition(.ensures),
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: { asset, assets, partition, config, requires, overwrites, ensures, options in
      var command = Materialize(
        assets: (asset.map { [$0] } ?? []) + (assets ?? []),
        partition: partition,
        config: config,
        conditions: Conditions(requires: requires, overwrites: overwrites, ensures: ensures),
        options: options
      )
      command.isNamedTwice = NotInDocument(asset != nil && assets != nil)
      return command
    }
  ).checked { $0.conditions.issues }
    .checked { $0.namedKeys.issues(at: .root[\Materialize.partition]) }
    .checked(saying: .exactlyOne([.has(["asset"]), .has(["assets"])])) { $0.assetIssues }

  package var oneAsset: String? { assets.count == 1 ? assets[0] : nil }
  package var severalAssets: [String]? { assets.count > 1 ? assets : nil }

  private var assetIssues: [Issue] {
    if isNamedTwice.value == true {
      return [
        Issue(
          at: .root[\Self.severalAssets],
          "expected `asset` or `assets`, found both",
          hint: "write all of them in `assets`"
        )
      ]
    }
    guard !assets.isEmpty else {
      return [Issue("expected the key `asset`: the asset", hint: "add it; `assets` for several")]
    }
    return []
  }
}
