import CodeLocations
import Diagnostics
import ExactText
package import JobDSL
package import Schema

/// Holds jobs against locks: what is wrong with one according to what Dagster defined when they were written, without
/// asking it. Nothing is where there are no locks.
package struct DocumentCheck: Sendable {
  private let assets: [ExactString: [(location: String, asset: LockedAsset)]]
  private let jobs: [ExactString: LockedJob]
  private let schedules: [ExactString: LockedInstigator]
  private let sensors: [ExactString: LockedInstigator]
  private let locations: [String]

  /// Looks the definitions up by name: once for however many jobs.
  package init(locks: [LocationLock]) {
    assets = Dictionary(
      grouping: locks.flatMap { lock in lock.assets.map { (location: lock.location, asset: $0) } },
      by: { ExactString($0.asset.asset.key) }
    )
    let named = locks.flatMap { lock in lock.jobs.map { (ExactString("\(lock.location)/\($0.job.name)"), $0) }
    }
    jobs = Dictionary(named) { first, _ in first }
    schedules = Self.byName(\.schedules, in: locks)
    sensors = Self.byName(\.sensors, in: locks)
    locations = locks.map(\.location)
  }

  private static func byName(_ list: KeyPath<LocationLock, [LockedInstigator]>, in locks: [LocationLock])
    -> [ExactString: LockedInstigator]
  {
    let named = locks.flatMap { lock in lock[keyPath: list].map { (lock.id(of: $0), $0) } }
    return Dictionary(named) { first, _ in first }
  }

  package func issues(in document: JobDocument) -> [Issue] {
    guard !locations.isEmpty else { return [] }
    return document.steps.enumerated().flatMap { index, step in
      issues(
        in: Checked(command: step.command, job: document.metadata.name, path: document.path(ofStep: index))
      )
    }
  }

  /// A command, with where it stands.
  private struct Checked {
    let command: any Command
    /// The name of the job that it is of.
    let job: String
    let path: Path
  }

  private func issues(in step: Checked) -> [Issue] {
    let (command, path) = (step.command, step.path)
    switch command.subject.object {
    case .assets(let keys):
      let places = keys.indices.map {
        keys.count == 1 && !(command is JobDSL.Backfill)
          ? path[\WipeAsset.asset] : path[\JobDSL.Backfill.assets][$0]
      }
      let issues = zip(keys, places).flatMap { key, place in
        self.issues(ofAsset: key, at: place, in: step)
      }
      guard issues.isEmpty, command is any MaterializingCommand else { return issues }
      let shapes = keys.compactMap { key in asset(key)?.asset.config }
      let owner = keys.map { quoted($0) }.joined(separator: ", ")
      return ConfigCheck(ConfigShape.merged(shapes), of: owner).issues(
        in: config(of: command),
        at: path[\Launch.config]
      )
    case .job(let name, let location):
      return issues(ofJob: name, in: location, step)
    case .automations(let automations):
      return automations.enumerated().compactMap {
        issue(with: $1, at: path[\Pause.automations][$0], in: step)
      }
    // Which runs there are nobody writes down.
    case .runs, .words: return []
    }
  }

  // MARK: Assets

  private func issues(ofAsset key: String, at place: Path, in step: Checked) -> [Issue] {
    let command = step.command
    let found = assets[key] ?? []
    guard let first = found.first else {
      let near = nearest(to: key, among: assets.keys.map(\.wrappedValue).sortedExactly())
      return [
        Issue(
          at: place,
          "expected an asset that Dagster has, found \(quoted(key))",
          hint: near.map { "did you mean \(quoted($0))?" } ?? "`runner catalog pull` looks again"
        )
      ]
    }
    if first.asset.isGone == true {
      return [Self.gone("asset", key, in: step, at: place)]
    }
    let makers = found.filter(\.asset.asset.isMaterializable)
    if makers.count > 1, command is any MaterializingCommand {
      let names = makers.map { quoted($0.location) }.joined(separator: " and ")
      return [
        Issue(
          at: place,
          "expected an asset of one code location, found \(quoted(key)) in \(names)",
          hint: "take its definition out of the others, or launch a job of the one that is meant"
        )
      ]
    }
    let asset = (makers.first ?? first).asset.asset
    if command is any MaterializingCommand, !asset.isMaterializable {
      return [Issue(at: place, "expected an asset that Dagster can make, found the source \(quoted(key))")]
    }
    let partitions = PartitionsCheck(asset.partitions, of: "\(quoted(key))")
    return partitions.issues(in: command.subject.selection, of: command, asset: place, step: step.path)
  }

  /// The one that is made, where several code locations have it.
  private func asset(_ key: String) -> LockedAsset? {
    let found = assets[key] ?? []
    return (found.first(where: \.asset.asset.isMaterializable) ?? found.first)?.asset
  }

  private static func gone(_ noun: String, _ name: String, in step: Checked, at place: Path) -> Issue {
    Issue(
      at: place,
      "expected \(noun == "asset" ? "an" : "a") \(noun) that Dagster has, found \(quoted(name)), which it has no longer",
      hint: "take it out of the job; one that was run is retired: `swift run emit retire \(step.job)`"
    )
  }

  // MARK: Jobs

  private func issues(ofJob name: String, in location: String, _ step: Checked) -> [Issue] {
    let (command, path) = (step.command, step.path)
    guard locations.containsExactly(location) else {
      return [
        Issue(
          at: path[\Launch.location],
          "expected a code location of dagster.lock, found \(quoted(location))",
          hint: "it has \(locations.map { quoted($0) }.joined(separator: ", "))"
        )
      ]
    }
    guard let job = jobs["\(location)/\(name)"] else {
      let names = jobs.keys.map(\.wrappedValue).filter { $0.hasPrefix("\(location)/") }
        .map { String($0.dropFirst(location.count + 1)) }.sortedExactly()
      return [
        Issue(
          at: path[\Launch.job],
          "expected a job of \(quoted(location)), found \(quoted(name))",
          hint: nearest(to: name, among: names).map { "did you mean \(quoted($0))?" }
            ?? "`runner catalog pull` looks again"
        )
      ]
    }
    if job.isGone == true { return [Self.gone("job", name, in: step, at: path[\Launch.job])] }
    let partitions = PartitionsCheck(job.job.partitions, of: "\(quoted(name))")
    let issues = partitions.issues(
      in: command.subject.selection,
      of: command,
      asset: path[\Launch.job],
      step: path
    )
    // One partition of a job has the configuration that the job's own code gives it.
    guard config(of: command) != nil || job.job.partitions == nil else { return issues }
    return issues
      + ConfigCheck(job.job.config, of: quoted(name)).issues(
        in: config(of: command),
        at: path[\Launch.config]
      )
  }

  // MARK: Schedules and sensors

  private func issue(with automation: Automation, at place: Path, in step: Checked) -> Issue? {
    let noun = automation.kind.rawValue
    let known = automation.kind == .schedule ? schedules : sensors
    if let found = known["\(automation.location)/\(automation.name)"] {
      return found.isGone == true ? Self.gone(noun, automation.name, in: step, at: place) : nil
    }
    let names = known.keys.map(\.wrappedValue).filter { $0.hasPrefix("\(automation.location)/") }
      .map { String($0.dropFirst(automation.location.count + 1)) }.sortedExactly()
    return Issue(
      at: place,
      "expected a \(noun) of \(quoted(automation.location)), found \(quoted(automation.name))",
      hint: nearest(to: automation.name, among: names).map { "did you mean \(quoted($0))?" }
        ?? "`runner catalog pull` looks again"
    )
  }

  private func config(of command: any Command) -> ConfigValue? {
    switch command {
    case let backfill as JobDSL.Backfill: backfill.config
    case let materialize as Materialize: materialize.config
    case let launch as Launch: launch.config
    default: nil
    }
  }
}
