/// A step with the place where the job's file says it.
public struct LocatedStep: Sendable {
  public var step: Step
  public var location: SourceLocation
}

/// Collects the commands in a job's braces.
@resultBuilder
public enum StepsBuilder {
  public static func buildExpression(
    _ command: some Command,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> [LocatedStep] {
    let location = SourceLocation(file: file, line: line, column: column)
    // Asked of the value and not by another overload, which a generic function wouldn't find.
    return (command as? Backfill)?.steps(at: location)
      ?? [LocatedStep(step: Step(command), location: location)]
  }

  /// Steps that several jobs share.
  public static func buildExpression(_ steps: [LocatedStep]) -> [LocatedStep] { steps }

  /// With a first one of its own: a list that may be empty would take `buildBlock()`'s calls.
  public static func buildBlock(_ first: [LocatedStep], _ others: [LocatedStep]...) -> [LocatedStep] {
    first + others.joined()
  }

  public static func buildArray(_ steps: [[LocatedStep]]) -> [LocatedStep] { Array(steps.joined()) }

  @available(
    *,
    unavailable,
    message: "a job needs at least one step, such as a Backfill, a Materialize or a Launch"
  )
  public static func buildBlock() -> [LocatedStep] { [] }

  @available(*, unavailable, message: "a step is a command, such as a Backfill, a Materialize or a Launch")
  public static func buildExpression<Other>(_ other: Other) -> [LocatedStep] { [] }

  @available(*, unavailable, message: "a job's steps are fixed: write another job instead of a condition")
  public static func buildOptional(_ steps: [LocatedStep]?) -> [LocatedStep] { [] }

  @available(*, unavailable, message: "a job's steps are fixed: write another job instead of a condition")
  public static func buildEither(first steps: [LocatedStep]) -> [LocatedStep] { [] }

  @available(*, unavailable, message: "a job's steps are fixed: write another job instead of a condition")
  public static func buildEither(second steps: [LocatedStep]) -> [LocatedStep] { [] }
}
