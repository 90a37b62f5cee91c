package import DagsterModel
package import RunHistory

extension Forecast {
  /// - Parameter past: the earlier runs of each of the shape's groups.
  package init?(_ shape: RunShape, past: [PastRuns], atOnce: Int?) {
    guard past.count == shape.groups.count else { return nil }
    let loads = zip(shape.groups, past).map { group, past in
      let each = group.runs > 0 ? Double(group.partitions) / Double(group.runs) : 0
      return Load(runs: group.runs, partitionsEach: each, past: past)
    }
    self.init(loads, atOnce: atOnce)
  }
}

extension Readiness {
  /// How many of a step's runs may run at once; `nil` where nothing limits them.
  package func atOnce(of work: any Work) -> Int? {
    // Below zero it stands for no limit.
    let all = maxConcurrentRuns.flatMap { $0 < 0 ? nil : $0 }
    let byTag = tagConcurrencyLimitsYaml.flatMap { TagConcurrencyLimits(yaml: $0).atOnce(with: work.tags) }
    return [all, byTag].compactMap(\.self).min()
  }
}
