package import Dagster
package import DagsterModel
package import Diagnostics
import ExactText
package import JSONTree
import JobDSL
package import Schema

/// Checks a run configuration by Dagster's own schemas.
package struct ConfigCheck {
  let step: StepCheck
  let path: Path

  package init(step: StepCheck, at path: Path) {
    self.step = step
    self.path = path
  }

  /// The configuration of a Dagster job's run.
  func check(_ config: JSONValue?, for job: JobSelector, problems: inout [Issue]) async throws(DagsterError) {
    let found = try await step.client.validate(runConfig: config ?? .object([:]), for: job)
    problems += found.map(issue)
  }

  /// The configuration of a run of assets: each repository for its own, for none of which a name may be unknown.
  ///
  /// - Parameter places: where the assets stand in the document, in their order.
  package func check(
    _ config: JSONValue?,
    of assets: [AssetDefinition],
    at places: [Path],
    problems: inout [Issue]
  ) async throws(DagsterError) {
    let before = problems.count
    var names: [ConfigurableNames] = []
    for (repository, own) in step.byRepository(assets) {
      let job = JobSelector.assetJob(in: repository)
      let keys = own.map(\.key)
      do throws(DagsterError) {
        let found = try await step.client.validate(
          runConfig: config ?? .object([:]),
          for: job,
          assetSelection: keys
        )
        for issue in found.map(issue) where !problems[before...].contains(issue) { problems.append(issue) }
        if config != nil {
          names.append(try await step.client.configurableNames(of: job, assetSelection: keys))
        }
      } catch {
        guard case .refused("InvalidSubsetError", let message) = error.reason else { throw error }
        let place = zip(assets, places).first { $0.0.key == keys[0] }?.1 ?? path
        problems.append(try await unsplittable(keys, of: repository, at: place, message))
      }
    }
    guard let config else { return }
    checkNames(in: config, by: names, problems: &problems)
  }

  private func issue(_ problem: ConfigProblem) -> Issue {
    var place = path
    for component in problem.path {
      switch component {
      case .key(let key): place = place[key]
      case .index(let index): place = place[index]
      }
    }
    return Issue(at: place, "Dagster's configuration schema refuses this: \(problem.message)")
  }

  /// Some of the assets that are made in one go, without the others.
  private func unsplittable(
    _ keys: [AssetKey],
    of repository: RepositorySelector,
    at place: Path,
    _ message: String
  ) async throws(DagsterError) -> Issue {
    let neighbors = try await step.client.assetsMade(with: keys, in: repository)
    // Others of them may be made by something that can be split, which Dagster doesn't name.
    let named = neighbors.filter { message.contains(Self.inPython($0)) }
    let together = named.isEmpty ? neighbors : named
    let others = together.filter { !keys.contains($0) }
    guard !others.isEmpty else {
      return Issue(
        at: place,
        "expected assets that Dagster can run by themselves, found \(Self.quoted(keys))",
        hint: "select others; Dagster says: \(message.split(separator: "\n").first ?? "")"
      )
    }
    return Issue(
      at: place,
      "expected all assets that are made in one go, found \(Self.quoted(keys.filter(together.contains))) "
        + "without \(Self.quoted(others))",
      hint: "name them in the same step: assets: [\(together.map(\.description).joined(separator: ", "))]"
    )
  }

  /// As Dagster's messages have it: `AssetKey(['trio', 'two'])`.
  private static func inPython(_ key: AssetKey) -> String {
    "AssetKey([\(key.path.map { "'\($0)'" }.joined(separator: ", "))])"
  }

  private static func quoted(_ keys: [AssetKey]) -> String {
    keys.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension ConfigCheck {
  /// Dagster takes any name here and drops what is under it silently.
  private func checkNames(in config: JSONValue, by names: [ConfigurableNames], problems: inout [Issue]) {
    check(config["ops"], at: path["ops"], among: names.flatMap(\.ops), as: "an op", problems: &problems)
    check(
      config["resources"],
      at: path["resources"],
      among: names.flatMap(\.resources),
      as: "a resource",
      problems: &problems
    )
  }

  private func check(
    _ entries: JSONValue?,
    at path: Path,
    among known: [String],
    as noun: String,
    problems: inout [Issue]
  ) {
    guard case .object(let members)? = entries else { return }
    for name in members.keys.map(\.wrappedValue).sortedExactly() where !known.containsExactly(name) {
      problems.append(
        Issue(
          at: path[name],
          "expected \(noun) that this step runs, found \"\(name)\", which Dagster would drop silently",
          hint: didYouMean(name, among: known) ?? Self.choice(of: known, as: noun)
        )
      )
    }
  }

  private static func choice(of known: [String], as noun: String) -> String {
    guard !known.isEmpty else { return "the step runs none that can be configured: leave it out" }
    let shown = known.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
    return "it has \(shown)" + (known.count > 10 ? ", …" : "")
  }
}
