import Diagnostics
package import ExactText
package import Schema

/// A field of a Dagster job's configuration that is true or false: `dry_run`.
///
/// The catalog declares one for each, as a member that is named with a leading dot: `Launch(…, rehearsedBy: .dryRun)`.
public struct ConfigSwitch<Config>: Sendable {
  package let path: [String]

  /// - Parameter path: where it stands in the run configuration: `["ops", "purge", "config", "dry_run"]`.
  public init(at path: [String]) { self.path = path }
}

/// How a launch is tried before: in a run of the same Dagster job in which one field is true, and which changes nothing.
package struct Rehearsal: Hashable, Sendable {
  /// The field, from the configuration's root.
  @Exact package var field: [String]
  /// What the run reports, and has to.
  package var expects: [ExpectedFigure]

  package init(field: [String], expects: [ExpectedFigure]) { (self.field, self.expects) = (field, expects) }
}

/// A number that a run reports as metadata.
package struct ExpectedFigure: Hashable, Sendable {
  /// The metadata's label.
  @Exact package var figure: String
  /// The most that it may be; `nil` for any number.
  package var atMost: Int?

  package init(figure: String, atMost: Int?) { (self.figure, self.atMost) = (figure, atMost) }
}

extension Launch {
  /// Takes a number that the rehearsal reports into the plan, and lets the launch begin only while it is the same.
  ///
  /// ```swift
  /// Launch(.purge, config: PurgeConfig(olderThanDays: 400, dryRun: false), rehearsedBy: .dryRun)
  ///   .expects("rows_deleted", atMost: 10_000)
  /// ```
  ///
  /// The run that follows has to report the same number, or the step fails.
  ///
  /// - Parameters:
  ///   - figure: the label of the metadata under which the Dagster job reports it, of an output, an observation or a
  ///     materialization.
  ///   - limit: the most that it may be; left out, any number may be approved.
  public func expects(_ figure: String, atMost limit: Int? = nil) -> Launch {
    var copy = self
    copy.isUnrehearsed = NotInDocument(rehearsal == nil)
    copy.rehearsal?.expects.append(ExpectedFigure(figure: figure, atMost: limit))
    return copy
  }

  /// Where the launch and its rehearsal wouldn't differ, or nothing would be known of it.
  var rehearsalIssues: [Issue] {
    guard isUnrehearsed.value != true else {
      return [
        Issue(
          "expected a launch that is rehearsed, found one that only says what is expected",
          hint:
            "write Launch(…, rehearsedBy: .dryRun), by the field with which the Dagster job changes nothing"
        )
      ]
    }
    guard let rehearsal, !rehearsal.field.isEmpty else { return [] }
    guard config?.value(at: rehearsal.field[...]) != .boolean(false) else { return [] }
    let name = rehearsal.field[rehearsal.field.count - 1]
    return [
      Issue(
        at: .root[\Launch.rehearsal][\Rehearsal.field],
        "expected a field that the configuration has as false, found \(quoted(rehearsal.field.joined(separator: ".")))",
        hint: "the rehearsal has \(quoted(name)) true, and the launch says that it is false"
      )
    ]
  }
}

extension Step {
  /// What its rehearsal has to report.
  package var expected: [Condition] {
    let rehearsal = (command as? Launch)?.rehearsal
    return rehearsal?.expects.map { .expects($0.figure, atMost: $0.atMost) } ?? []
  }
}

extension ConfigValue {
  fileprivate func value(at path: ArraySlice<String>) -> ConfigValue? {
    guard let key = path.first else { return self }
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.key.isExactly(key) }?.value.value(at: path.dropFirst())
  }
}

extension Rehearsal: DocumentPart {
  package static let schema: Schema<Rehearsal> = .object(
    "How a launch is tried before",
    .required(
      "field",
      \.field,
      .list(of: .filledText, minimum: 1),
      "the field of the configuration that is true in the rehearsal"
    ),
    .required("expects", \.expects, .figures, "the numbers that it reports"),
    make: Rehearsal.init(field:expects:)
  )
}

extension ExpectedFigure: DocumentPart {
  package static let schema = Schema<ExpectedFigure>.object(
    "A number that a run reports",
    .required("figure", \.figure, .filledText, "the label of the metadata that has it"),
    .optional("atMost", \.atMost, .integer(atLeast: 0), "the most that it may be"),
    make: ExpectedFigure.init(figure:atMost:)
  )
}

extension Schema where Value == [ExpectedFigure] {
  fileprivate static var figures: Schema {
    .list(of: ExpectedFigure.schema, minimum: 1).once(each: "figure", in: "expects", \.figure)
  }
}
