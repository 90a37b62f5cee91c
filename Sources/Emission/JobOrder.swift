import Diagnostics
import ExactText
import JobDSL
import Schema

/// Which job asks that which others have succeeded, held against the jobs that there are.
struct JobOrder {
  let jobs: [Job]
  let retired: RetiredJobs

  /// One job's wish, with its place in the document.
  private struct Need {
    var job: Job
    var path: Path
    var other: ExactString
  }

  var problems: [Diagnostic] {
    let needs = jobs.flatMap(Self.needs)
    guard !needs.isEmpty else { return [] }
    return unknown(in: needs) + circles(of: needs)
  }

  private static func needs(of job: Job) -> [Need] {
    let document = job.document
    return document.steps.indices.flatMap { index in
      document.steps[index].conditions.listed.compactMap { path, condition in
        guard case .requires(.succeeded(let other)) = condition else { return nil }
        let whole = Path(document.path(ofStep: index).components + path.components)
        return Need(job: job, path: whole, other: ExactString(other))
      }
    }
  }

  private func unknown(in needs: [Need]) -> [Diagnostic] {
    let names = jobs.map(\.document.metadata.name) + retired.documents.keys
    let known = names.exact
    return needs.filter { !known.contains($0.other.wrappedValue) }.flatMap { need in
      need.job.diagnostics([
        Issue(
          at: need.path,
          "expected a job of this repository, found \(quoted(need.other.wrappedValue))",
          hint: likelyHint(for: need.other.wrappedValue, among: names)
            ?? "a job has a file in Sources/Jobs, or a document in generated/\(RetiredJobs.folder)"
        )
      ])
    }
  }

  /// Each circle once, at the first of its jobs by their files.
  private func circles(of needs: [Need]) -> [Diagnostic] {
    let graph = graph(of: needs).withoutWhatEnds
    var told: Set<Set<ExactString>> = []
    let ordered = needs.filter { graph[$0.other] != nil }.sorted {
      ($0.job.location.packagePath, $0.job.location.line) < (
        $1.job.location.packagePath, $1.job.location.line
      )
    }
    return ordered.flatMap { need -> [Diagnostic] in
      let name = ExactString(need.job.document.metadata.name)
      guard let way = graph.way(from: need.other, to: name), told.insert(Set(way)).inserted else { return [] }
      let circle = ([name] + way).map { quoted($0.wrappedValue) }.joined(separator: ", which needs ")
      return need.job.diagnostics([
        Issue(
          at: need.path,
          "expected jobs that can be run one after the other, found a circle: \(circle)",
          hint: "remove one of these conditions: none of the jobs could ever begin"
        )
      ])
    }
  }

  /// What each job needs; those that were retired may not have been run.
  private func graph(of needs: [Need]) -> Graph {
    var graph: Graph = [:]
    for need in needs { graph[ExactString(need.job.document.metadata.name), default: []].insert(need.other) }
    for case (let name, .read(let document)) in retired.documents {
      let others = document.steps.flatMap(\.conditions.requires).compactMap { requirement in
        if case .succeeded(let other) = requirement { ExactString(other) } else { nil }
      }
      graph[ExactString(name), default: []].formUnion(others)
    }
    return graph
  }
}

/// What each job needs, by their names.
private typealias Graph = [ExactString: Set<ExactString>]

extension Graph {
  /// Without the jobs from which no way leads to a circle, which are nearly always all.
  fileprivate var withoutWhatEnds: Self {
    var graph = self
    while true {
      let rest = graph.mapValues { $0.filter { graph[$0] != nil } }.filter { !$0.value.isEmpty }
      if rest.count == graph.count { return rest }
      graph = rest
    }
  }

  /// The shortest way, with both its ends; `nil` where there is none.
  fileprivate func way(from start: ExactString, to end: ExactString) -> [ExactString]? {
    var (ways, seen) = ([[start]], Set([start]))
    while let way = ways.first {
      if way.last == end { return way }
      ways.removeFirst()
      for next in (way.last.flatMap { self[$0] } ?? []).sorted() where seen.insert(next).inserted {
        ways.append(way + [next])
      }
    }
    return nil
  }
}
