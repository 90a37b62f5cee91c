public import Dagster
import DagsterModel
import Diagnostics
import ExactText
public import JobDSL
public import Schema
import Works

extension Check: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let place = site.path[\Self.asset]
    guard let definition = try await site.only(asset, at: place, problems: &problems) else { return nil }
    let all = try await site.client.runnableChecks(of: definition.key)
    let chosen = chosen(among: all, of: definition.key, at: site.path, problems: &problems)
    guard !chosen.isEmpty else { return nil }
    let run = RunRequest(
      job: .assetJob(in: definition.repository),
      checks: chosen.map { AssetCheck(asset: definition.key, name: $0) }
    )
    return PlannedStep(
      work: RunWork(run),
      changes: [PlannedChange("checks", "\(definition.key): ", keys: chosen)]
    )
  }

  /// - Parameter all: whether each can be run by itself, by its name.
  private func chosen(
    among all: [String: Bool],
    of key: AssetKey,
    at path: Path,
    problems: inout [Issue]
  ) -> [String] {
    let runnable = all.filter(\.value).map(\.key).sortedExactly()
    guard let checks else {
      if runnable.isEmpty {
        problems.append(
          Issue(
            at: path[\Self.asset],
            all.isEmpty
              ? "expected an asset with checks, found \"\(key)\", which has none"
              : "expected an asset with checks that can be run by themselves, found \"\(key)\", whose own code makes them",
            hint: all.isEmpty ? "leave this step out" : "materialize it, with `ensures: checksPassed`"
          )
        )
      }
      return runnable
    }
    for (index, check) in checks.enumerated() where !runnable.containsExactly(check.wrappedValue) {
      let isMade = all.keys.contains { $0.isExactly(check.wrappedValue) }
      problems.append(
        Issue(
          at: path[\Self.names][index],
          isMade
            ? "expected a check that can be run by itself, found \(quoted(check.wrappedValue)), which the asset's own code makes"
            : "expected a check of \"\(key)\", found \(quoted(check.wrappedValue))",
          hint: isMade
            ? "materialize the asset, with `ensures: checksPassed`"
            : didYouMean(check.wrappedValue, among: runnable)
              ?? (runnable.isEmpty ? "it has none" : "it has \(runnable.joined(separator: ", "))")
        )
      )
    }
    return checks.map(\.wrappedValue)
  }
}
