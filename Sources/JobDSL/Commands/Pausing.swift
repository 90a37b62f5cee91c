import Diagnostics
package import ExactText
package import Schema

/// A schedule of the Dagster deployment. Declared in the catalog, as a member that is named with a leading dot: `.nightly`.
public struct Schedule: Sendable {
  package let name: String
  package let location: String

  /// - Parameters:
  ///   - name: the schedule's name in Dagster.
  ///   - location: the code location that defines it.
  public init(_ name: String, location: String) { (self.name, self.location) = (name, location) }
}

/// A sensor of the Dagster deployment. Declared in the catalog, as a member that is named with a leading dot: `.onNewFiles`.
public struct Sensor: Sendable {
  package let name: String
  package let location: String

  /// - Parameters:
  ///   - name: the sensor's name in Dagster.
  ///   - location: the code location that defines it.
  public init(_ name: String, location: String) { (self.name, self.location) = (name, location) }
}

/// A schedule or a sensor: what launches runs by itself.
public struct Automation: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case schedule, sensor
  }

  package var kind: Kind
  @Exact package var name: String
  @Exact package var location: String

  package init(kind: Kind, name: String, location: String) {
    (self.kind, self.name, self.location) = (kind, name, location)
  }

  /// - Parameter schedule: the schedule, from the catalog.
  public static func schedule(_ schedule: Schedule) -> Automation {
    Automation(kind: .schedule, name: schedule.name, location: schedule.location)
  }

  /// - Parameter sensor: the sensor, from the catalog.
  public static func sensor(_ sensor: Sensor) -> Automation {
    Automation(kind: .sensor, name: sensor.name, location: sensor.location)
  }
}

/// Steps during which schedules and sensors are switched off; afterwards everything is as it was before.
///
/// ```swift
/// Pausing(.schedule(.nightly), .sensor(.onNewFiles), draining: true) {
///   Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
/// }
/// ```
///
/// What was off before stays off. It is switched on again also where a step fails or the job is canceled; where another job has
/// switched off the same one, by the last of them. The ticks that fall into this time are not made up for.
public struct Pausing: Sendable {
  let automations: [Automation]
  let isDraining: Bool
  let steps: [LocatedStep]

  /// - Parameters:
  ///   - first: a schedule or a sensor.
  ///   - others: more of them.
  ///   - draining: whether the runs that they have launched are to end before the first step begins.
  ///   - steps: what to do meanwhile.
  public init(
    _ first: Automation,
    _ others: Automation...,
    draining: Bool = false,
    @StepsBuilder steps: () -> [LocatedStep]
  ) {
    (automations, isDraining, self.steps) = ([first] + others, draining, steps())
  }

  @available(*, unavailable, message: "say what to pause: Pausing(.schedule(.nightly)) { … }")
  public init(draining: Bool = false, @StepsBuilder steps: () -> [LocatedStep]) {
    (automations, isDraining, self.steps) = ([], draining, steps())
  }
}

extension StepsBuilder {
  /// Two steps, and those between them.
  public static func buildExpression(
    _ block: Pausing,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> [LocatedStep] {
    let pause = Pause(of: block.automations, draining: block.isDraining)
    return buildExpression(pause, file: file, line: line, column: column)
      + block.steps
      + buildExpression(Restore(of: block.automations), file: file, line: line, column: column)
  }
}

/// The beginning of a `Pausing`.
package struct Pause: Command {
  package var automations: [Automation]
  package var draining: Bool

  package init(of automations: [Automation], draining: Bool) {
    (self.automations, self.draining) = (automations, draining)
  }

  package static let keyword = "pause"
  package static let meaning = "switches schedules and sensors off"
  package var subject: Subject { .automations(automations) }

  package static let schema = Schema<Pause>.object(
    "The beginning of a pause",
    .required("of", \.automations, .automations, "the schedules and sensors that are switched off"),
    .optional(
      "draining",
      \.draining,
      .boolean,
      default: false,
      "whether the runs that they launched end before"
    ),
    make: Pause.init(of:draining:)
  )
}

/// The end of a `Pausing`.
package struct Restore: Command {
  package var automations: [Automation]

  package init(of automations: [Automation]) { self.automations = automations }

  package static let keyword = "restore"
  package static let meaning = "switches on again what was paused"
  package var subject: Subject { .automations(automations) }

  package static let schema = Schema<Restore>.object(
    "The end of a pause",
    .required("of", \.automations, .automations, "the schedules and sensors that were paused"),
    make: Restore.init(of:)
  )
}

extension Automation: DocumentPart {
  package static let schema = Schema<Automation>.object(
    "A schedule or a sensor",
    .required("kind", \.kind, .word, "which of both"),
    .required("name", \.name, .filledText, "its name"),
    .required("location", \.location, .filledText, "the code location that defines it"),
    make: Automation.init(kind:name:location:)
  )

  /// `schedule nightly of lab`.
  package var text: String { "\(kind.rawValue) \(name) of \(location)" }
}

extension Schema where Value == [Automation] {
  fileprivate static var automations: Schema {
    .list(of: Automation.schema, minimum: 1).once(each: "automation", in: "of", \.text)
  }
}
