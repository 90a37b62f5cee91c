import Diagnostics
package import ExactText
public import Schema

/// Runs again what a backfill or a run left undone, whoever launched it.
///
/// ```swift
/// Reexecute(.failedPartitions(ofBackfill: "hqzkvmwt"))
/// Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c", from: .failure))
/// ```
///
/// What is run again keeps its configuration and its tags, and is this job's from then on.
public struct Reexecute: OrderedCommand {
  @Exact package var backfill: String?
  @Exact package var run: String?
  package var start: Start?
  public var conditions: Conditions

  package init(backfill: String?, run: String?, start: Start?, conditions: Conditions = Conditions()) {
    (self.backfill, self.run, self.start, self.conditions) = (backfill, run, start, conditions)
  }

  /// - Parameter work: what is run again.
  public init(_ work: EndedWork) { self.init(backfill: work.backfill, run: work.run, start: work.start) }

  /// From where on a run is run again.
  public enum Start: String, Hashable, Sendable, CaseIterable {
    /// What failed or was interrupted, and what comes after it.
    case failure
    /// Everything.
    case start
  }

  public static let keyword = "reexecute"
  public static let meaning = "runs again what failed"
  public var subject: Subject {
    .words(
      backfill.map { "failed partitions of backfill \($0)" }
        ?? "run \(run ?? "") from its \(start?.rawValue ?? "")"
    )
  }
}

/// What `Reexecute` runs again.
public struct EndedWork: Sendable {
  fileprivate var backfill: String?
  fileprivate var run: String?
  fileprivate var start: Reexecute.Start?

  /// The partitions of a backfill of assets that it has not made: those that failed, and those that it never came to.
  ///
  /// - Parameter id: the backfill's, from its page or address in Dagster.
  public static func failedPartitions(ofBackfill id: String) -> EndedWork { Self(backfill: id) }

  /// One run, with the configuration that it had.
  ///
  /// - Parameters:
  ///   - id: the run's whole id, from its page or address in Dagster.
  ///   - start: whether what succeeded in it is run again as well.
  public static func run(_ id: String, from start: Reexecute.Start) -> EndedWork {
    Self(run: id, start: start)
  }
}

extension Reexecute {
  public static let schema = Schema<Reexecute>.object(
    "Another try at what has ended",
    .optional("failedPartitionsOf", \.backfill, .backfillID, "the backfill whose failed partitions are made"),
    .optional("run", \.run, .runID, "in place of `failedPartitionsOf`, the run that is run again"),
    .optional("from", \.start, .word, "from where on the run is run again: its `failure` or its `start`"),
    .requires,
    make: Reexecute.init(backfill:run:start:conditions:)
  ).checked(
    saying: .all([
      .exactlyOne([.has(["failedPartitionsOf"]), .has(["run"])]), .hasTogether(["run", "from"]),
    ])
  ) { $0.issues }

  private var issues: [Issue] {
    switch (backfill, run, start) {
    case (.some, nil, nil), (nil, .some, .some): []
    case (nil, nil, _):
      [Issue("expected the key `failedPartitionsOf` or `run`, found neither", hint: "say what is run again")]
    case (.some, .some, _):
      [
        Issue(
          at: .root[\Self.run],
          "expected `failedPartitionsOf` or `run`, found both",
          hint: "make two steps of it"
        )
      ]
    case (.some, nil, .some):
      [
        Issue(
          at: .root[\Self.start],
          "expected no `from` beside `failedPartitionsOf`, found one",
          hint: "remove it: it is a run's"
        )
      ]
    case (nil, .some, nil):
      [
        Issue(
          "expected the key `from`: `failure` or `start`",
          hint: "add it: \(Self.schema.key(of: \.start)): failure"
        )
      ]
    }
  }
}

extension Schema where Value == String {
  /// Dagster's own are eight letters.
  fileprivate static var backfillID: Schema {
    filledText.checked(saying: .not(.matches("^[0-9a-f]{8}-"))) { id in
      guard id.utf8.prefix(8).allSatisfy("0123456789abcdef".utf8.contains),
        id.utf8.dropFirst(8).first == UInt8(ascii: "-")
      else { return [] }
      return [Issue("expected a backfill's id, found \(quoted(id)), a run's", hint: "write it as `run`")]
    }
  }
}

extension EndedWork {
  @available(*, unavailable, message: "say from where on: .run(\"…\", from: .failure), or from: .start")
  public static func run(_ id: String) -> EndedWork { Self() }

  @available(*, unavailable, message: "only what failed is made again: .failedPartitions(ofBackfill: \"…\")")
  public static func backfill(_ id: String) -> EndedWork { Self() }
}

extension Reexecute {
  @available(
    *,
    unavailable,
    message:
      "say what it is: Reexecute(.failedPartitions(ofBackfill: \"…\")) or Reexecute(.run(\"…\", from: .failure))"
  )
  public init(_ id: String) { self.init(EndedWork()) }
}
