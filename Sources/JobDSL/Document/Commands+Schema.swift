internal import Contract
import Diagnostics
internal import ExactText
import Schema

extension Backfill {
  static let schema = Schema<Backfill>.object(
    "A Dagster backfill",
    .required("assets", \.assets, .assetKeys(minimum: 1), "the assets, all partitioned alike"),
    .required("partitions", \.partitions, Partitions.schema, "which partitions of them"),
    .optional("config", \.config, .config, "the run configuration of every partition"),
    .optional(
      "maxConcurrentRuns",
      \.maxConcurrentRuns,
      .integer(in: 1...1000),
      "how many of its runs may run at once"
    ),
    .requires,
    .atMost,
    .overwrites,
    .only,
    .ensures,
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: {
      Backfill(
        assets: $0,
        partitions: $1,
        config: $2,
        maxConcurrentRuns: $3,
        conditions: Conditions(requires: $4, atMost: $5, overwrites: $6, only: $7, ensures: $8),
        options: $9
      )
    }
  ).checked(saying: conditionConstraint) { $0.conditionIssues }
}

extension Materialize {
  static let schema = Schema<Materialize>.object(
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
    .requires,
    .overwrites,
    .ensures,
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
  ).checked { $0.conditions.issues }.checked { KeyRules.issues(in: $0.namedKeys) }
    .checked(saying: .exactlyOne([.has(["asset"]), .has(["assets"])])) { $0.assetIssues }

  private var oneAsset: String? { assets.count == 1 ? assets[0] : nil }
  private var severalAssets: [String]? { assets.count > 1 ? assets : nil }

  private var assetIssues: [Issue] {
    if isNamedTwice.value == true {
      return [
        Issue(
          at: .root["assets"],
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

extension Launch {
  static let schema = Schema<Launch>.object(
    "One run of a Dagster job",
    .required("job", \.job, .filledText, "the job's name in Dagster"),
    .required("location", \.location, .filledText, "the code location that defines it"),
    .optional("partition", \.partition, .partitionKey, "the partition, where the job has partitions"),
    .optional("config", \.config, .config, "the run configuration"),
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: Launch.init(job:location:partition:config:options:)
  ).checked { KeyRules.issues(in: $0.namedKeys) }
}

extension StepOptions {
  static let schema = Schema<StepOptions>.object(
    "What every launching command can be told",
    .optional(
      "tags",
      \.tags,
      .map(of: .lines).constrained(
        .keys(.matches(#"^(?!\#(TagKey.reservedPrefixes.joined(separator: "|")))[\s\S]"#))
      ),
      default: [:],
      "tags for the launched runs"
    ),
    .optional(
      "priority",
      \.priority,
      .integer(in: -1000...1000),
      default: 0,
      "its runs' place in Dagster's queue"
    ),
    .optional(
      "maxRetries",
      \.maxRetries,
      .integer(in: 0...100),
      "how often Dagster starts a failed run again"
    ),
    .optional(
      "maxRuntimeSeconds",
      \.maxRuntimeSeconds,
      .integer(in: 1...10_000_000),
      "after how long Dagster stops a run"
    ),
    make: StepOptions.init(tags:priority:maxRetries:maxRuntimeSeconds:)
  ).checked { options in
    options.tags.keys.map(\.wrappedValue).sortedExactly().flatMap { key in
      hiddenIssues(in: key).map { Issue(at: .root["tags"][key], $0.message, hint: $0.hint) }
    }
  }.checked { options in
    options.tags.keys.map(\.wrappedValue).sortedExactly().compactMap { key in
      let isReserved = TagKey.reservedPrefixes.contains { key.hasPrefix($0) }
      guard key.isEmpty || isReserved else { return nil }
      return Issue(
        at: .root["tags"][key],
        "expected a tag of your own, found \(quoted(key))",
        hint: settings[key].map { "write `\($0)` in `options`" }
          ?? "tags that begin with \(TagKey.reservedPrefixes.joined(separator: " or ")) are set by the runner and by Dagster"
      )
    }
  }

  /// What has a setting of its own.
  private static let settings = [
    TagKey.priority: "priority", TagKey.maxRetries: "maxRetries", TagKey.maxRuntime: "maxRuntimeSeconds",
  ]
}
