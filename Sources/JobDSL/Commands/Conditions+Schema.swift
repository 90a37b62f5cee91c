import Diagnostics
public import Schema

extension Field where Root: MaterializingCommand {
  /// A condition's field, which stands in the command itself, so that the condition's path is short.
  static func condition(_ field: Field<Conditions, Value>) -> Field { field.of { $0.conditions } }
}

extension Conditions: DocumentPart {
  /// Each field once, for all commands that have it.
  package static let schema = Schema<Conditions>.object(
    "What has to hold",
    .requires,
    .atMost,
    .overwrites,
    .only,
    .ensures,
    make: Conditions.init(requires:atMost:overwrites:only:ensures:)
  )
}

extension Field where Root == Conditions, Value == [Requirement] {
  static var requires: Field {
    .optional(
      "requires",
      \.requires,
      .requirements(.word(for: Requirement.words, \.text, or: [.succeeded])),
      default: [],
      "what has to be so before it launches"
    )
  }
}

extension Field where Root: OrderedCommand, Value == Conditions {
  /// The other jobs that have to have succeeded, as `requires:` in a document.
  public static var requires: Field {
    .optional(
      "requires",
      \.conditions,
      .converted(
        .requirements(.choice([.succeeded])),
        from: { Conditions(requires: $0) },
        to: { $0.requires }
      ),
      default: Conditions(),
      "what has to be so before it launches"
    )
  }
}

extension Schema where Value == [Requirement] {
  fileprivate static func requirements(_ requirement: Schema<Requirement>) -> Schema {
    .list(of: requirement, minimum: 1).once(each: "requirement", in: "requires", \.text)
  }
}

extension Alternative where Value == Requirement {
  fileprivate static var succeeded: Alternative {
    Alternative(
      Requirement.succeededKey,
      Schema<String>.dnsLabel,
      "the name of another job, which has succeeded by the ledger",
      embed: { .succeeded($0) },
      extract: { if case .succeeded(let job) = $0 { job } else { nil } }
    )
  }
}

extension Field where Root == Conditions, Value == LaunchLimits {
  static var atMost: Field {
    .optional("atMost", \.atMost, LaunchLimits.schema, default: LaunchLimits(), "how much it may come to")
  }
}

extension Field where Root == Conditions, Value == Overwriting {
  static var overwrites: Field {
    .optional("overwrites", \.overwrites, .word, default: .anything, "what it may write over")
  }
}

extension Field where Root == Conditions, Value == PartitionFilter? {
  static var only: Field {
    .optional("only", \.only, .word, "which of the selected partitions it works on")
  }
}

extension Field where Root == Conditions, Value == Guarantee {
  static var ensures: Field {
    .optional("ensures", \.ensures, .word, default: .allMaterialized, "what makes it succeed")
  }
}

extension LaunchLimits: DocumentPart {
  package static let schema = Schema<LaunchLimits>.object(
    "How much a step may come to",
    .optional("partitions", \.partitions, .integer(atLeast: 1), "partitions of each asset"),
    .optional("runs", \.runs, .integer(atLeast: 1), "Dagster runs"),
    make: LaunchLimits.init(partitions:runs:)
  ).checked(saying: .any([.has(["partitions"]), .has(["runs"])])) { limits in
    guard limits == LaunchLimits() else { return [] }
    return [Issue("expected `partitions`, `runs` or both, found neither")]
  }
}

extension Conditions {
  /// What is wrong with conditions that are each well-formed, with paths from their command. In Swift alone: the later
  /// of two calls would silently win, and a document can't have a key twice.
  var issues: [Issue] {
    var first: [Path: SourceLocation] = [:]
    return (places.value ?? []).compactMap { place in
      guard let earlier = first.updateValue(first[place.path] ?? place.location, forKey: place.path) else {
        return nil
      }
      return Issue(
        at: place.path,
        "expected this condition once, found it again: it is on line \(earlier.line) already",
        hint: "remove one of the two"
      )
    }
  }
}

extension Backfill {
  static let conditionConstraint = Constraint.not(
    .all([
      .says("only", [PartitionFilter.missing]), .says("overwrites", [Overwriting.nothing]),
      .key("assets", .hasAtMost(items: 1)),
    ])
  )

  /// Conditions that contradict what the backfill says, or say nothing beside it.
  var conditionIssues: [Issue] {
    var issues = conditions.issues
    if conditions.only == .missing, conditions.overwrites == .nothing, assets.count == 1 {
      issues.append(
        Issue(
          at: .root[\Conditions.overwrites],
          "expected no `overwrites` beside `only: missing`, which leaves nothing to write over",
          hint: "remove one of the two"
        )
      )
    }
    if let limit = conditions.atMost.partitions, limit > 0, conditions.only == nil,
      let extent = subject.extent, extent.isListed, let count = extent.countWithCanary, count > limit
    {
      issues.append(
        Issue(
          at: .root[\Conditions.atMost][\LaunchLimits.partitions],
          "expected a limit of at least the \(count) partitions that are listed, found \(limit)"
        )
      )
    }
    return issues
  }
}
