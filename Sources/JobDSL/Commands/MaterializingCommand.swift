import Diagnostics
import Schema

/// A command that can be tied to conditions.
public protocol ConditionalCommand: Command {
  var conditions: Conditions { get set }
}

/// A command that materializes assets, and so can be tied to conditions about them.
public protocol MaterializingCommand: LaunchingCommand, ConditionalCommand {}

/// A command that isn't about assets alone, and can be tied to the success of other jobs.
///
/// Its schema has the field `.requires`, whose value is the command's `conditions`.
public protocol OrderedCommand: ConditionalCommand {}

extension OrderedCommand {
  /// Begins only where these jobs have succeeded, by the ledger; several calls add up.
  ///
  /// ```swift
  /// Launch(.noop).requires(.succeeded("load-orders-2024-02"))
  /// ```
  public func requires(
    _ requirement: JobRequirement,
    _ others: JobRequirement...,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Self {
    requires(
      ([requirement] + others).map(\.requirement),
      at: SourceLocation(file: file, line: line, column: column)
    )
  }
}

extension MaterializingCommand {
  /// Launches only where all of these hold; several calls add up.
  ///
  /// ```swift
  /// Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
  ///   .requires(.noActiveBackfill, .succeeded("load-orders-2024-02"))
  /// ```
  public func requires(
    _ requirement: Requirement,
    _ others: Requirement...,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Self {
    requires([requirement] + others, at: SourceLocation(file: file, line: line, column: column))
  }

  /// Launches only where nothing that the step targets is materialized already: `.overwrites(.nothing)`.
  public func overwrites(
    _ overwriting: Overwriting,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Self {
    with(.root[\Conditions.overwrites], at: SourceLocation(file: file, line: line, column: column)) {
      $0.overwrites = overwriting
    }
  }

  /// What makes the step succeed once its runs have ended. `.allMaterialized` is the default;
  /// `.runsSucceeded` is for an asset whose runs may leave out what they have nothing for; `.checksPassed` asks for
  /// every asset check to pass as well, those of severity WARN among them.
  ///
  /// Whichever it is, a step fails where a run failed in the end, after Dagster's own retries: also where a blocking
  /// check failed and everything is materialized. Other checks that failed are told beside "succeeded".
  public func ensures(
    _ guarantee: Guarantee,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Self {
    with(.root[\Conditions.ensures], at: SourceLocation(file: file, line: line, column: column)) {
      $0.ensures = guarantee
    }
  }

}

extension ConditionalCommand {
  fileprivate func requires(_ requirements: [Requirement], at location: SourceLocation) -> Self {
    requirements.reduce(self) { command, requirement in
      command.with(.root[\Conditions.requires][command.conditions.requires.count], at: location) {
        $0.requires.append(requirement)
      }
    }
  }

  /// A copy with another condition, and with the place where it is written.
  func with(_ path: Path, at location: SourceLocation, _ change: (inout Conditions) -> Void) -> Self {
    var copy = self
    change(&copy.conditions)
    copy.conditions.place(path, at: location)
    return copy
  }
}
