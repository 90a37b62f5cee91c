import DagsterModel
import Diagnostics
import ExactText
import JSONTree
import Ledger
import Planning
import RunHistory
import Works

/// What a plan tells of how the same ran before.
extension PlanReport {
  /// How many fields of a configuration are shown.
  private static let fieldLimit = 40

  /// The rows of a launch's configuration: each field, then what is otherwise than in the last run.
  static func rows(_ launch: LaunchPlan) -> [(String, String)] {
    let fields = launch.configuration.fields
    var rows = fields.prefix(fieldLimit).map { field in
      ("config", "\(field.path): \(shown(field.value))\(field.isDefault ? "  by default" : "")")
    }
    if fields.count > fieldLimit { rows.append(("config", "and \(fields.count - fieldLimit) more")) }
    guard let last = launch.last else { return rows + [("last run", "none: the job has never run")] }
    let when = Timestamp(seconds: last.startTime ?? last.creationTime).readable
    rows.append(("last run", "\(last.id.rawValue), \(last.status.name), \(when)"))
    guard let differences = launch.differences else {
      return rows + [("since then", "not known: its configuration can't be read with certainty")]
    }
    if differences.isEmpty { return rows + [("since then", "the same configuration")] }
    rows += differences.prefix(fieldLimit).map { ("since then", text(of: $0)) }
    if differences.count > fieldLimit {
      rows.append(("since then", "and \(differences.count - fieldLimit) more"))
    }
    return rows
  }

  /// What somebody else's run had is not shown where it may be a secret.
  private static func text(of difference: RunConfiguration.Difference) -> String {
    switch (difference.before, difference.now) {
    case (_, nil): "\(difference.path): no longer given"
    case (nil, let now?): "\(difference.path): \(shown(now)), which was not given"
    case (_?, let now?) where isSensitive(difference.path):
      "\(difference.path): \(shown(now)), and was another"
    case (let before?, let now?): "\(difference.path): \(shown(now)), and was \(shown(before))"
    }
  }

  private static func isSensitive(_ path: String) -> Bool {
    let path = path.lowercased()
    return ["password", "passwd", "secret", "token", "key", "credential", "auth"].contains {
      path.contains($0)
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    let text = String(decoding: value.encoded(), as: UTF8.self)
    return text.count > 200 ? text.prefix(200) + "…" : text
  }

  /// How long a step takes; `nil` for one that runs nothing.
  static func time(of work: StepPlan.Work) -> String? {
    guard work.shape.runs > 0 else { return nil }
    guard let forecast = work.forecast else { return "not known: there is no earlier run to judge it by" }
    let limit = forecast.atOnce.flatMap { $0 < forecast.runs ? ", \($0) at a time" : nil } ?? ""
    return "\(aboutText(forecast.seconds))\(limit), judged by \(counted(forecast.basis, "earlier run"))"
  }

  /// How long all of it takes; `nil` where of a step that runs something that isn't known.
  static func seconds(of plan: JobPlan) -> Double? {
    let work = plan.steps.compactMap(\.work).filter { $0.shape.runs > 0 }
    let seconds = work.compactMap { $0.forecast?.seconds }
    return work.isEmpty || seconds.count < work.count ? nil : seconds.reduce(0, +)
  }
}

extension PlanReport {
  /// A forecast for machines.
  struct Time: Encodable {
    var seconds: Double
    var runs: Int
    var runsAtOnce: Int?
    var judgedByRuns: Int

    init(_ forecast: Forecast) {
      (seconds, runs) = (forecast.seconds, forecast.runs)
      (runsAtOnce, judgedByRuns) = (forecast.atOnce, forecast.basis)
    }
  }

  /// A launch for machines.
  struct Launch: Encodable {
    struct Field: Encodable {
      var path: String
      var value: JSONValue
      var isDefault: Bool
    }
    struct LastRun: Encodable {
      var id: String
      var status: String
      var time: String
    }

    var job: String
    var location: String
    var configuration: [Field]
    var lastRun: LastRun?
    /// The paths of what is otherwise than in the last run.
    var changedSinceLastRun: [String]?

    init(_ launch: LaunchPlan) {
      (job, location) = (launch.job.name, launch.job.location)
      configuration = launch.configuration.fields.map {
        Field(path: $0.path, value: $0.value, isDefault: $0.isDefault)
      }
      lastRun = launch.last.map { run in
        let time = Timestamp(seconds: run.startTime ?? run.creationTime)
        return LastRun(id: run.id.rawValue, status: run.status.name, time: "\(time)")
      }
      changedSinceLastRun = launch.differences?.map(\.path)
    }
  }
}
