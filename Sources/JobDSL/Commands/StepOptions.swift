internal import Contract
import Diagnostics
package import ExactText
package import Schema

/// What every command that launches something in Dagster can be told besides.
public struct StepOptions: Hashable, Sendable {
  /// Tags for the launched runs, besides those that the runner sets itself.
  package var tags: [ExactString: String] = [:]
  /// Runs of a higher priority leave Dagster's queue first; 0 is Dagster's default.
  public var priority = 0
  /// How often Dagster itself starts a failed run again; `nil` for what the instance or the job says.
  public var maxRetries: Int?
  /// After how many seconds Dagster stops a run; `nil` for what the instance says.
  public var maxRuntimeSeconds: Int?

  package init(
    tags: [ExactString: String] = [:],
    priority: Int = 0,
    maxRetries: Int? = nil,
    maxRuntimeSeconds: Int? = nil
  ) {
    self.tags = tags
    self.priority = priority
    self.maxRetries = maxRetries
    self.maxRuntimeSeconds = maxRuntimeSeconds
  }
}

extension StepOptions {
  public static func == (left: StepOptions, right: StepOptions) -> Bool {
    left.priority == right.priority && left.maxRetries == right.maxRetries
      && left.maxRuntimeSeconds == right.maxRuntimeSeconds
      && left.tags.mapValues(ExactString.init) == right.tags.mapValues(ExactString.init)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(priority)
    hasher.combine(maxRetries)
    hasher.combine(maxRuntimeSeconds)
    hasher.combine(tags.mapValues(ExactString.init))
  }
}

/// A command with the options that all launching commands share.
public protocol LaunchingCommand: Command {
  var options: StepOptions { get set }
}

extension LaunchingCommand {
  /// Adds tags to the launched runs; a later value wins over an earlier one of the same key.
  public func tags(_ tags: [String: String]) -> Self {
    var copy = self
    for (key, value) in tags { copy.options.tags[key] = value }
    return copy
  }

  /// Lets the launched runs leave Dagster's queue before (or, below zero, after) those of other priorities.
  public func priority(_ priority: Int) -> Self {
    var copy = self
    copy.options.priority = priority
    return copy
  }

  /// Has Dagster start a failed run again, at most so often: the tag `dagster/max_retries`.
  ///
  /// It works where the instance has `run_retries` enabled; 0 has none of its runs started again.
  public func maxRetries(_ count: Int) -> Self {
    var copy = self
    copy.options.maxRetries = count
    return copy
  }

  /// Has Dagster stop each run that takes longer, to the second: the tag `dagster/max_runtime`.
  ///
  /// It works where the instance has `run_monitoring` enabled.
  public func maxRuntime(_ limit: Duration) -> Self {
    var copy = self
    let (seconds, rest) = limit.components
    copy.options.maxRuntimeSeconds = Int(clamping: seconds) + (rest > 0 ? 1 : 0)
    return copy
  }
}

extension StepOptions: DocumentPart {
  package static let schema: Schema<StepOptions> = .object(
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
      hiddenIssues(in: key).map { Issue(at: .root[\Self.tags][key], $0.message, hint: $0.hint) }
    }
  }.checked { options in
    options.tags.keys.map(\.wrappedValue).sortedExactly().compactMap { key in
      let isReserved = TagKey.reservedPrefixes.contains { key.utf8.starts(with: $0.utf8) }
      guard key.isEmpty || isReserved else { return nil }
      return Issue(
        at: .root[\Self.tags][key],
        "expected a tag of your own, found \(quoted(key))",
        hint: settings[key].map { "write `\(schema.key(of: $0))` in `options`" }
          ?? "tags that begin with \(TagKey.reservedPrefixes.joined(separator: " or ")) are set by the runner and by Dagster"
      )
    }
  }

  /// What has a setting of its own.
  private static let settings: [String: any PartialKeyPath<StepOptions> & Sendable] = [
    TagKey.priority: \.priority, TagKey.maxRetries: \.maxRetries, TagKey.maxRuntime: \.maxRuntimeSeconds,
  ]
}
