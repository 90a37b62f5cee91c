package import Dagster
package import DagsterModel
import ExactText
import JSONTree

extension DagsterClient {
  /// The names of all schedules and sensors.
  package func instigators() async throws(DagsterError) -> [InstigatorSelector] {
    try await instigatorsByRepository().flatMap(\.selectors)
  }

  /// How a schedule or a sensor is now; `nil` where its code location is loaded and defines it no longer.
  ///
  /// - Throws: `notFound` while its location can't be loaded.
  package func instigatorUnlessGone(_ selector: InstigatorSelector) async throws(DagsterError) -> Instigator?
  {
    do throws(DagsterError) {
      return try await instigator(selector)
    } catch {
      guard case .notFound = error.reason else { throw error }
      // One answer has both: what is loaded, and what that defines.
      let own = try await instigatorsByRepository()
        .filter { $0.location.name.isExactly(selector.repository.location) }
      guard !own.isEmpty, !own.flatMap(\.selectors).contains(selector) else { throw error }
      return nil
    }
  }

  /// The backfills that schedules and sensors have launched, as those of automation conditions may, and that have not ended.
  ///
  /// A backfill's tags don't tell its repository: where two sensors have one name, its assets do.
  package func unfinishedBackfills(of selectors: [InstigatorSelector]) async throws(DagsterError)
    -> [BackfillID]
  {
    guard !selectors.isEmpty else { return [] }
    var found: [BackfillID] = []
    for backfill in try await unfinishedBackfills() {
      let own = selectors.filter { backfill.tags.contains($0.nameTag) }
      guard !own.isEmpty else { continue }
      let places = Set(try await assets(backfill.assets).values.map(\.repository))
      if places.isEmpty || own.contains(where: { places.contains($0.repository) }) {
        found.append(backfill.id)
      }
    }
    return found
  }

  private func instigatorsByRepository() async throws(DagsterError) -> [InstigatorsAnswer.Node] {
    let document = """
      query Instigators { repositoriesOrError { __typename ... on RepositoryConnection { nodes { name location { name }
        schedules { name } sensors { name } } } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query("Instigators", of: "schedules and sensors", document, [:])
    let answer: InstigatorsAnswer = try await send(operation)
    return try member(of: answer.repositoriesOrError, to: operation).nodes
  }

  /// How a schedule or a sensor is now.
  ///
  /// - Parameter until: until when a schedule's next ticks are told, in seconds since the epoch; `nil` for none.
  /// - Throws: `notFound` where there is none of that name, as while its location can't be loaded.
  package func instigator(_ selector: InstigatorSelector, ticksUntil until: Double? = nil)
    async throws(DagsterError) -> Instigator
  {
    let state = "{ id status ticks(limit: 1) { status timestamp } }"
    var variables = ["selector": selector.json]
    switch selector.kind {
    case .schedule:
      let document = """
        query Schedule($selector: ScheduleSelector!, $tells: Boolean!, $until: Float, $most: Int) {
          scheduleOrError(scheduleSelector: $selector) { __typename
          ... on Schedule { defaultStatus canReset scheduleState \(state)
            futureTicks(until: $until, limit: $most) @include(if: $tells) { results { timestamp } } }
          ... on ScheduleNotFoundError { message } ... on PythonError { message className } } }
        """
      variables["tells"] = .bool(until != nil)
      variables["until"] = until.map { .double($0) }
      variables["most"] = .int(mostTicks)
      let operation = GraphQLOperation.query("Schedule", of: selector.name, document, variables)
      let answer: ScheduleAnswer = try await send(operation)
      let found = try member(of: answer.scheduleOrError, to: operation)
      return Instigator(
        selector,
        found.scheduleState,
        canReset: found.canReset,
        defaultStatus: found.defaultStatus,
        nextTicks: found.futureTicks?.results.compactMap(\.timestamp) ?? []
      )
    case .sensor:
      let document = """
        query Sensor($selector: SensorSelector!) { sensorOrError(sensorSelector: $selector) { __typename
          ... on Sensor { defaultStatus canReset minIntervalSeconds sensorState \(state) }
          ... on SensorNotFoundError { message } ... on PythonError { message className } } }
        """
      let operation = GraphQLOperation.query("Sensor", of: selector.name, document, variables)
      let answer: SensorAnswer = try await send(operation)
      let found = try member(of: answer.sensorOrError, to: operation)
      return Instigator(
        selector,
        found.sensorState,
        canReset: found.canReset,
        defaultStatus: found.defaultStatus,
        interval: found.minIntervalSeconds
      )
    }
  }

  /// Switches it off. One that is off already stays so.
  package func switchOff(_ instigator: Instigator) async throws(DagsterError) {
    let variables = ["id": JSONValue.string(instigator.id)]
    let name = instigator.selector.name
    switch instigator.selector.kind {
    case .schedule:
      let document = """
        mutation StopSchedule($id: String) { stopRunningSchedule(id: $id) { __typename
          ... on ScheduleStateResult { scheduleState { status } } ... on ScheduleNotFoundError { message }
          ... on UnauthorizedError { message } ... on PythonError { message className } } }
        """
      let operation = GraphQLOperation.mutation("StopSchedule", of: name, document, variables)
      let answer: StopScheduleAnswer = try await send(operation)
      _ = try member(of: answer.stopRunningSchedule, to: operation)
    case .sensor:
      let document = """
        mutation StopSensor($id: String) { stopSensor(id: $id) { __typename
          ... on StopSensorMutationResult { instigationState { status } }
          ... on UnauthorizedError { message } ... on PythonError { message className } } }
        """
      let operation = GraphQLOperation.mutation("StopSensor", of: name, document, variables)
      let answer: StopSensorAnswer = try await send(operation)
      _ = try member(of: answer.stopSensor, to: operation)
    }
  }

  /// Switches it on. It goes on from now: the ticks of the time in which it was off are not made up for.
  package func switchOn(_ selector: InstigatorSelector) async throws(DagsterError) {
    let (name, variables) = (selector.name, ["selector": selector.json])
    switch selector.kind {
    case .schedule:
      let document = scheduleChange("StartSchedule", by: "startSchedule")
      try await changeSchedule(by: .mutation("StartSchedule", of: name, document, variables))
    case .sensor:
      let document = sensorChange("StartSensor", by: "startSensor")
      try await changeSensor(by: .mutation("StartSensor", of: name, document, variables))
    }
  }

  /// Leaves it to its code whether it runs, as if nobody had ever switched it on or off.
  ///
  /// Of one that was switched on just before, the ticks of the time in which it was off are not made up for either.
  package func resetToCode(_ selector: InstigatorSelector) async throws(DagsterError) {
    let (name, variables) = (selector.name, ["selector": selector.json])
    switch selector.kind {
    case .schedule:
      let document = scheduleChange("ResetSchedule", by: "resetSchedule")
      try await changeSchedule(by: .mutation("ResetSchedule", of: name, document, variables))
    case .sensor:
      let document = sensorChange("ResetSensor", by: "resetSensor")
      try await changeSensor(by: .mutation("ResetSensor", of: name, document, variables))
    }
  }

  private func changeSchedule(by operation: GraphQLOperation) async throws(DagsterError) {
    let answer: ScheduleChange = try await send(operation)
    _ = try member(of: answer.changed, to: operation)
  }

  private func changeSensor(by operation: GraphQLOperation) async throws(DagsterError) {
    let answer: SensorChange = try await send(operation)
    _ = try member(of: answer.changed, to: operation)
  }
}

private func scheduleChange(_ name: String, by field: String) -> String {
  """
  mutation \(name)($selector: ScheduleSelector!) { changed: \(field)(scheduleSelector: $selector) {
    __typename ... on ScheduleStateResult { scheduleState { status } } ... on ScheduleNotFoundError { message }
    ... on UnauthorizedError { message } ... on PythonError { message className } } }
  """
}

private func sensorChange(_ name: String, by field: String) -> String {
  """
  mutation \(name)($selector: SensorSelector!) { changed: \(field)(sensorSelector: $selector) {
    __typename ... on Sensor { name } ... on SensorNotFoundError { message }
    ... on UnauthorizedError { message } ... on PythonError { message className } } }
  """
}

/// How many of a schedule's next ticks are told at most: those of a day, of one that ticks each minute.
private let mostTicks = 1_440

private struct InstigatorsAnswer: Decodable {
  struct Named: Decodable { let name: String }
  struct Node: Decodable {
    let name: String
    let location: Named
    let schedules: [Named]
    let sensors: [Named]

    var selectors: [InstigatorSelector] {
      let repository = RepositorySelector(location: location.name, name: name)
      return schedules.map { InstigatorSelector(.schedule, $0.name, in: repository) }
        + sensors.map { InstigatorSelector(.sensor, $0.name, in: repository) }
    }
  }
  struct Connection: UnionMember {
    static let typeName = "RepositoryConnection"
    let nodes: [Node]
  }

  let repositoriesOrError: Union<Connection>
}

private struct StateAnswer: Decodable {
  struct Tick: Decodable {
    let status: String
    let timestamp: Double
  }
  let id: String
  let status: String
  let ticks: [Tick]

  var tickingSince: Double? { ticks.first.flatMap { $0.status == "STARTED" ? $0.timestamp : nil } }
}

private struct ScheduleAnswer: Decodable {
  struct Tick: Decodable { let timestamp: Double? }
  struct Ticks: Decodable { let results: [Tick] }
  struct Schedule: UnionMember {
    static let typeName = "Schedule"
    let defaultStatus: String
    let canReset: Bool
    let scheduleState: StateAnswer
    let futureTicks: Ticks?
  }

  let scheduleOrError: Union<Schedule>
}

private struct SensorAnswer: Decodable {
  struct Sensor: UnionMember {
    static let typeName = "Sensor"
    let defaultStatus: String
    let canReset: Bool
    let minIntervalSeconds: Int
    let sensorState: StateAnswer
  }

  let sensorOrError: Union<Sensor>
}

private struct StopScheduleAnswer: Decodable {
  let stopRunningSchedule: Union<ScheduleChange.State>
}

private struct StopSensorAnswer: Decodable {
  struct State: UnionMember { static let typeName = "StopSensorMutationResult" }

  let stopSensor: Union<State>
}

private struct ScheduleChange: Decodable {
  struct State: UnionMember { static let typeName = "ScheduleStateResult" }

  let changed: Union<State>
}

private struct SensorChange: Decodable {
  struct Sensor: UnionMember { static let typeName = "Sensor" }

  let changed: Union<Sensor>
}

extension Instigator {
  fileprivate init(
    _ selector: InstigatorSelector,
    _ state: StateAnswer,
    canReset: Bool,
    defaultStatus: String,
    interval: Int? = nil,
    nextTicks: [Double] = []
  ) {
    self.init(
      selector: selector,
      isRunning: state.status == "RUNNING",
      isDeclared: !canReset,
      runsByDefault: defaultStatus == "RUNNING",
      id: state.id,
      tickingSince: state.tickingSince,
      interval: interval,
      nextTicks: nextTicks
    )
  }
}
