/// The schedules and sensors that a launch has switched off, and that are to run again.
package struct PauseRecord: Codable, Hashable, Sendable {
  /// A schedule or a sensor, by what stays the same when its location is moved.
  package struct Automation: Codable, Hashable, Sendable {
    /// `schedule` or `sensor`.
    package var kind: String
    /// Its name in Dagster.
    package var name: String
    /// The code location that defines it.
    package var location: String
    /// The location's repository.
    package var repository: String
    /// Whether it ran because its code says so, rather than since somebody had switched it on; `nil` for that.
    package var isDeclared: Bool?

    /// A schedule or a sensor that ran.
    package init(kind: String, name: String, location: String, repository: String, isDeclared: Bool? = nil) {
      (self.kind, self.name, self.location, self.repository) = (kind, name, location, repository)
      self.isDeclared = isDeclared
    }
  }

  /// What ran before, or is kept off by a launch that will not switch it on as long as this one needs it off.
  package var automations: [Automation]
  /// Since when they need not be off any more for this job's sake.
  package var released: Timestamp?
  /// When they ran again, or were left to others.
  package var restored: Timestamp?
  /// The ids of the launches of other jobs that needed one of them off still, the last of which switches it on; `nil` for
  /// none.
  package var leftTo: [String]?
  /// Those of them that their code location no longer defined by then: nothing was there to be switched on; `nil` for none.
  package var gone: [Automation]?
  /// What was off already and stays so, where what it had launched has to end as well; `nil` for none.
  package var idle: [Automation]?

  /// What a launch is about to switch off.
  package init(_ automations: [Automation]) { self.automations = automations }
}

extension PauseRecord.Automation {
  /// Whether both are the same one, byte for byte.
  package func isSame(as other: Self) -> Bool {
    zip([kind, name, location, repository], [other.kind, other.name, other.location, other.repository])
      .allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  /// `schedule nightly of lab`.
  package var text: String { "\(kind) \(name) of \(location)" }
}

extension PauseRecord {
  /// Whether something is off that has to run again.
  package var isOpen: Bool { restored == nil }

  /// With others, each once. Of one that is in both, why it ran is known if either knows it: one that was being switched on
  /// again runs because of that.
  package func including(_ other: PauseRecord) -> PauseRecord {
    var copy = self
    for automation in other.automations {
      if let place = copy.automations.firstIndex(where: { $0.isSame(as: automation) }) {
        copy.automations[place].isDeclared = copy.automations[place].isDeclared ?? automation.isDeclared
      } else {
        copy.automations.append(automation)
      }
    }
    return copy
  }

  /// What is to be switched on again, as far as it is still defined.
  package var restorable: [Automation] {
    automations.filter { automation in gone?.contains { $0.isSame(as: automation) } != true }
  }

  package func contains(_ automation: Automation) -> Bool {
    automations.contains { $0.isSame(as: automation) }
  }
}

extension Record {
  /// The launches that have something switched off, the last one first.
  package var openPauses: [(step: Int, launch: LaunchRecord)] {
    steps.flatMap { step in
      step.launches.filter { $0.pause?.isOpen == true }.map { (step: step.index, launch: $0) }
    }
    .reversed()
  }
}
