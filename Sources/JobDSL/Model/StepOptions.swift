package import ExactText

/// What every command that launches something in Dagster can be told besides.
public struct StepOptions: Hashable, Sendable {
  /// Tags for the launched runs, besides those that the runner sets itself.
  package var tags: [ExactString: String] = [:]
  /// Runs of a higher priority leave Dagster's queue first; 0 is Dagster's default.
  public var priority = 0

  package init(tags: [ExactString: String] = [:], priority: Int = 0) {
    self.tags = tags
    self.priority = priority
  }
}

extension StepOptions {
  public static func == (left: StepOptions, right: StepOptions) -> Bool {
    left.priority == right.priority
      && left.tags.mapValues(ExactString.init) == right.tags.mapValues(ExactString.init)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(priority)
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
}
