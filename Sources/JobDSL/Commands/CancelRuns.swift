import Diagnostics
package import ExactText
public import Schema

/// Stops runs of Dagster, whoever launched them, and succeeds once nothing of them runs any more.
///
/// ```swift
/// CancelRuns(["3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"])
/// ```
///
/// What retries or re-executes one of them is stopped too. A run that has ended by then is left as it is.
public struct CancelRuns: OrderedCommand {
  @Exact package var runs: [String]
  public var conditions: Conditions

  package init(runs: [String], conditions: Conditions = Conditions()) {
    (self.runs, self.conditions) = (runs, conditions)
  }

  /// - Parameter runs: their whole ids, from each run's page or address in Dagster; at most 100.
  public init(_ runs: some Sequence<String>) { self.init(runs: Array(runs)) }

  public static let keyword = "cancelRuns"
  public static let meaning = "stops runs of Dagster"
  public var subject: Subject { .runs(runs) }

  public static let schema = Schema<CancelRuns>.object(
    "The end of runs that are under way",
    .required("runs", \.runs, .runIDs, "the ids of the runs"),
    .requires,
    make: CancelRuns.init(runs:conditions:)
  )
}

extension CancelRuns {
  @available(*, unavailable, message: "the ids are a list: CancelRuns([\"…\"])")
  public init(_ run: String) { self.init(runs: []) }
}

extension Schema where Value == [String] {
  /// Each is looked at by a request of its own.
  private static var mostRuns: Int { 100 }

  fileprivate static var runIDs: Schema {
    .list(of: .runID, minimum: 1).once(each: "run", in: "runs").checked(saying: .hasAtMost(items: mostRuns)) {
      ids in
      guard ids.count > mostRuns else { return [] }
      return [
        Issue("expected at most \(mostRuns) runs, found \(ids.count)", hint: "make several steps of it")
      ]
    }
  }
}

extension Schema where Value == String {
  /// Dagster's own are UUIDs, and its pages show the beginning of each.
  static var runID: Schema {
    filledText.checked(saying: .not(.matches("^[0-9a-f]{8}$"))) { id in
      guard id.utf8.count == 8, id.utf8.allSatisfy("0123456789abcdef".utf8.contains) else { return [] }
      return [
        Issue(
          "expected a run's whole id, found \(quoted(id)), which is how its first digits are shown on Dagster's pages",
          hint: "copy it from the run's own page, or from its address"
        )
      ]
    }
  }
}
