import JSONTree

@testable import Dagster

/// Schedules and sensors.
extension FakeDagster {
  /// One that runs because its code says so, unless somebody has switched it.
  struct Automation: Sendable {
    var name: String
    var kind = "Schedule"
    var location = "lab"
    var isOn = true
    /// Whether nobody has switched it since.
    var isDeclared = true
    /// Since when its last tick goes on.
    var tick: Double?
  }
}

extension FakeDagster.State {
  mutating func answerAboutInstigators(_ operation: String, _ variables: JSONValue) -> JSONValue? {
    switch operation {
    case "Instigators":
      let locations = Set(automations.map(\.location) + ["lab"]).subtracting(unloaded).sorted()
      return [
        "repositoriesOrError": ["__typename": "RepositoryConnection", "nodes": .array(locations.map(names))]
      ]
    case "Schedule", "Sensor":
      let field = "\(operation.lowercased())OrError"
      guard let place = place(of: operation, variables["selector"] ?? [:]) else {
        return .object([field: ["__typename": .string("\(operation)NotFoundError"), "message": ""]])
      }
      return .object([field: instigator(automations[place])])
    case "StopSchedule", "StopSensor":
      for place in automations.indices where automations[place].id == variables["id"]?.text {
        (automations[place].isOn, automations[place].isDeclared) = (false, false)
      }
      return operation == "StopSchedule"
        ? ["stopRunningSchedule": ["__typename": "ScheduleStateResult"]]
        : ["stopSensor": ["__typename": "StopSensorMutationResult"]]
    case "StartSchedule", "StartSensor", "ResetSchedule", "ResetSensor":
      let kind = operation.hasSuffix("Schedule") ? "Schedule" : "Sensor"
      guard let place = place(of: kind, variables["selector"] ?? [:]) else {
        return ["changed": ["__typename": .string("\(kind)NotFoundError"), "message": ""]]
      }
      (automations[place].isOn, automations[place].isDeclared) = (true, operation.hasPrefix("Reset"))
      return ["changed": ["__typename": kind == "Schedule" ? "ScheduleStateResult" : "Sensor"]]
    default: return nil
    }
  }

  private func place(of kind: String, _ selector: JSONValue) -> Int? {
    automations.firstIndex {
      $0.kind == kind && !unloaded.contains($0.location)
        && $0.location == selector["repositoryLocationName"]?.text
        && $0.name == selector["\(kind.lowercased())Name"]?.text
    }
  }

  private func names(in location: String) -> JSONValue {
    func all(_ kind: String) -> JSONValue {
      .array(
        automations.filter { $0.kind == kind && $0.location == location }.map { (one) -> JSONValue in
          ["name": .string(one.name)]
        }
      )
    }
    return [
      "name": "__repository__", "location": ["name": .string(location)], "schedules": all("Schedule"),
      "sensors": all("Sensor"),
    ]
  }

  private func instigator(_ automation: FakeDagster.Automation) -> JSONValue {
    let tick = automation.tick.map { (time) -> JSONValue in ["status": "STARTED", "timestamp": .double(time)]
    }
    let state: JSONValue = [
      "id": .string(automation.id), "status": automation.isOn ? "RUNNING" : "STOPPED",
      "ticks": .array([tick ?? ["status": "SUCCESS", "timestamp": 0]]),
    ]
    return [
      "__typename": .string(automation.kind), "defaultStatus": "RUNNING",
      "canReset": .bool(!automation.isDeclared), "scheduleState": state, "sensorState": state,
      "minIntervalSeconds": 30, "futureTicks": ["results": []],
    ]
  }
}

extension FakeDagster.Automation {
  fileprivate var id: String { "\(location)/\(name)" }
}
