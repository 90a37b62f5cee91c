import Diagnostics
import Schema

/// Which of its partitions a backfill makes, where another step makes the others.
///
/// They are counted in Dagster's order; where a backfill works on missing ones only, those alone are counted.
package enum BackfillPart: Hashable, Sendable {
  /// So many, from the first on.
  case first(Int)
  /// All but so many, which a step before it makes.
  case afterFirst(Int)
}

/// What `canary(…)` was told.
struct Canary: Sendable {
  let partitions: Int
  let between: [LocatedStep]
  let location: SourceLocation
}

extension Backfill {
  /// Makes so many of its partitions before the rest, which follows only where they succeed.
  ///
  /// ```swift
  /// Backfill(.orders, from: "2024-02-01", through: "2024-02-15").canary(partitions: 1)
  ///
  /// Backfill(.orders, from: "2024-02-01", through: "2024-02-15").canary(partitions: 1) {
  ///   Check(.orders)
  ///   Hold("2024-02-01 looks right", show: "https://bi.example/orders")
  /// }
  /// ```
  ///
  /// The canary is a step of its own, of the first partitions, of which no asset check may fail, whatever the backfill
  /// `ensures`. With `.only(.missing)` they are the first that are missing. `.atMost(partitions:)` counts both steps together,
  /// `.atMost(runs:)` each. What stands in the braces is done after the canary and before the rest.
  public func canary(
    partitions count: Int,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column,
    @StepsBuilder between steps: () -> [LocatedStep]
  ) -> Backfill {
    let location = SourceLocation(file: file, line: line, column: column)
    var copy = self
    copy.canaries = NotInDocument(
      (canaries.value ?? []) + [Canary(partitions: count, between: steps(), location: location)]
    )
    return copy
  }

  /// Makes so many of its partitions before the rest, which follows only where they succeed.
  public func canary(
    partitions count: Int,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Backfill {
    canary(partitions: count, file: file, line: line, column: column) { [LocatedStep]() }
  }

  /// The steps that it comes to: one, or those of its canary, between, and of the rest.
  func steps(at location: SourceLocation) -> [LocatedStep] {
    guard let canary = canaries.value?.last else {
      return [LocatedStep(step: Step(self), location: location)]
    }
    var first = making(.first(canary.partitions))
    first.conditions.ensures = .checksPassed
    return [LocatedStep(step: Step(first), location: location)] + canary.between
      + [LocatedStep(step: Step(making(.afterFirst(canary.partitions))), location: location)]
  }

  private func making(_ part: BackfillPart) -> Backfill {
    var copy = self
    copy.part = part
    for canary in canaries.value ?? [] { copy.conditions.place(part.path, at: canary.location) }
    return copy
  }
}

extension BackfillPart {
  /// How many others a canary makes before it.
  package var canary: Int { if case .afterFirst(let count) = self { count } else { 0 } }

  /// Where its number stands, from the command.
  fileprivate var path: Path {
    let part = Path.root[\Backfill.part]
    return switch self {
    case .first: part[Self.firstKey]
    case .afterFirst: part[Self.afterFirstKey]
    }
  }

  fileprivate static let (firstKey, afterFirstKey) = ("first", "afterFirst")
}

extension PartitionExtent {
  /// What a part of it has, as far as that can be told: where the part's ends are, no document knows.
  func made(by part: BackfillPart) -> PartitionExtent {
    var extent = self
    extent.ends = nil
    extent.canary = part.canary
    switch part {
    case .first(let limit): extent.factors = [min(limit, count ?? limit)]
    case .afterFirst(let canary): extent.factors = [count.map { max($0 - canary, 0) }]
    }
    return extent
  }
}

extension Backfill {
  /// A canary that leaves nothing.
  var canaryIssues: [Issue] {
    guard let part, part.canary > 0, let count = partitions.extent.count, count <= part.canary else {
      return []
    }
    return [
      Issue(
        at: part.path,
        "expected a canary of fewer partitions than the \(count) of the backfill, found \(part.canary)",
        hint: "a backfill that is tried as a whole needs no canary"
      )
    ]
  }

  /// Whether this is the canary of what a step after it makes.
  func isCanary(of rest: Backfill) -> Bool {
    guard case .first(let count) = part, rest.part == .afterFirst(count) else { return false }
    var whole = self
    (whole.part, whole.conditions.ensures) = (rest.part, rest.conditions.ensures)
    return whole == rest
  }
}

extension Schema where Value == BackfillPart {
  static let part = Schema.choice([
    Alternative(
      BackfillPart.firstKey,
      Schema<Int>.integer(atLeast: 1),
      "so many, from the first on",
      embed: { .first($0) },
      extract: { if case .first(let count) = $0 { count } else { nil } }
    ),
    Alternative(
      BackfillPart.afterFirstKey,
      Schema<Int>.integer(atLeast: 1),
      "all but so many, which a step before it makes",
      embed: { .afterFirst($0) },
      extract: { if case .afterFirst(let count) = $0 { count } else { nil } }
    ),
  ])
}
