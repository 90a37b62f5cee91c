import Diagnostics
internal import ExactText
import Schema

extension Backfill {
  static let schema = Schema<Backfill>.object(
    "A Dagster backfill",
    .required("assets", \.assets, .list(of: .assetKey, minimum: 1), "the assets, all partitioned alike"),
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
  ).checked { $0.conditionIssues }.checked { backfill in
    var first: [ExactString: Int] = [:]
    return backfill.assets.enumerated().compactMap { index, asset in
      guard let earlier = first.updateValue(first[asset] ?? index, forKey: ExactString(asset)) else {
        return nil
      }
      return Issue(
        at: .root["assets"][index],
        "expected each asset once, found \(quoted(asset)) again: it is assets[\(earlier)]"
      )
    }
  }
}

extension Materialize {
  static let schema = Schema<Materialize>.object(
    "One run that materialises one asset",
    .required("asset", \.asset, .assetKey, "the asset"),
    .optional("partition", \.partition, .filledText, "the partition, where the asset has partitions"),
    .optional("config", \.config, .config, "the run configuration"),
    .requires,
    .overwrites,
    .ensures,
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: {
      Materialize(
        asset: $0,
        partition: $1,
        config: $2,
        conditions: Conditions(requires: $3, overwrites: $4, ensures: $5),
        options: $6
      )
    }
  ).checked { $0.conditions.issues }.checked { KeyRules.issues(in: $0.partition, of: $0.partitioning) }
}

extension Launch {
  static let schema = Schema<Launch>.object(
    "One run of a Dagster job",
    .required("job", \.job, .filledText, "the job's name in Dagster"),
    .required("location", \.location, .filledText, "the code location that defines it"),
    .optional("partition", \.partition, .filledText, "the partition, where the job has partitions"),
    .optional("config", \.config, .config, "the run configuration"),
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: Launch.init(job:location:partition:config:options:)
  ).checked { KeyRules.issues(in: $0.partition, of: $0.partitioning) }.checked { launch in
    guard launch.partition != nil, launch.config != nil else { return [] }
    return [
      Issue(
        at: .root["config"],
        "expected no config beside a partition, found one",
        hint: "a partitioned job has its own configuration for each partition"
      )
    ]
  }
}

extension StepOptions {
  static let schema = Schema<StepOptions>.object(
    "What every launching command can be told",
    .optional("tags", \.tags, .map(of: .string), default: [:], "tags for the launched runs"),
    .optional(
      "priority",
      \.priority,
      .integer(in: -1000...1000),
      default: 0,
      "its runs' place in Dagster's queue"
    ),
    make: StepOptions.init(tags:priority:)
  ).checked { options in
    options.tags.keys.map(\.wrappedValue).sortedExactly().compactMap { key in
      let isReserved = reservedTagPrefixes.contains { key.hasPrefix($0) }
      guard key.isEmpty || isReserved else { return nil }
      return Issue(
        at: .root["tags"][key],
        "expected a tag of your own, found \(quoted(key))",
        hint:
          "tags that begin with \(reservedTagPrefixes.joined(separator: " or ")) are set by the runner and by Dagster"
      )
    }
  }

  private static let reservedTagPrefixes = ["dagster/", "production-jobs/"]
}
