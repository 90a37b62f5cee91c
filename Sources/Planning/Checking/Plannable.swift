public import Dagster
public import JobDSL
public import Schema

/// A command that can be carried out. What it says is in JobDSL, what it comes to on a server here, in one file each.
///
/// A command that every package has and isn't planned fails PlannableTests by its name.
public protocol Plannable: Command {
  /// What it would do on the server as it is now.
  ///
  /// Whatever Dagster lets through silently is refused here, and all problems are found in one go.
  ///
  /// - Returns: `nil` where it has problems, which are added to `problems` with their places in the document.
  func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep?
  /// What a server has to be new enough for.
  var features: [ServerFeature] { get }
}

extension Plannable {
  public var features: [ServerFeature] { [] }
}

extension Step {
  var plannable: (any Plannable)? { command as? any Plannable }
}
