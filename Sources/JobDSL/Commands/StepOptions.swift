package import ExactText

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
