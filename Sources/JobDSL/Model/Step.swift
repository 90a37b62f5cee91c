/// One command of a job. A new command is a new case here; the compiler then names every place to fill in.
public enum Step: Hashable, Sendable {
  case backfill(Backfill)
  case materialize(Materialize)
  case launch(Launch)
}

/// What may stand in a job's braces.
public protocol Command: Hashable, Sendable {
  var step: Step { get }
}

/// Where something is written in Swift.
public struct SourceLocation: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

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
    [LocatedStep(step: command.step, location: SourceLocation(file: file, line: line, column: column))]
  }

  /// Steps that several jobs share.
  public static func buildExpression(_ steps: [LocatedStep]) -> [LocatedStep] { steps }

  public static func buildBlock(_ steps: [LocatedStep]...) -> [LocatedStep] { Array(steps.joined()) }
  public static func buildArray(_ steps: [[LocatedStep]]) -> [LocatedStep] { Array(steps.joined()) }

  @available(*, unavailable, message: "a job needs at least one step: Backfill, Materialize or Launch")
  public static func buildBlock() -> [LocatedStep] { [] }
}
