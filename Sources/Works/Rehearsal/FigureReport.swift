import Contract
package import Dagster
package import DagsterModel
import ExactText
import RunHistory

/// What a run, with its retries, reported of the numbers that were expected of it.
package struct FigureReport: Hashable, Sendable {
  /// In the order in which they are expected.
  package var figures: [RunFigure]
  /// What is missing, or reported in two ways; `nil` where each is one number.
  package var complaint: String?
}

extension DagsterClient {
  /// What the runs of a chain reported under these labels.
  package func report(of names: [String], by chain: RunChain) async throws(DagsterError) -> FigureReport {
    var reported: [RunFigure] = []
    for run in chain.runs { reported += try await figures(ofRun: run.id) }
    var figures: [RunFigure] = []
    var complaints: [String] = []
    for name in names {
      let numbers = Set(reported.filter { $0.label.isExactly(name) }.map(\.number))
      if let number = numbers.first, numbers.count == 1 {
        figures.append(RunFigure(name, number))
      } else {
        let found = numbers.isEmpty ? "no number" : numbers.sorted().joined(separator: " and ")
        complaints.append(
          "\(name): expected one number in the metadata of run \(chain.end.id), found \(found)"
        )
      }
    }
    return FigureReport(
      figures: figures,
      complaint: complaints.isEmpty ? nil : complaints.joined(separator: "; ")
    )
  }

  /// The newest rehearsal of a job that has succeeded.
  ///
  /// - Parameters:
  ///   - document: the digest of the document that it was for; `nil` for any.
  ///   - time: when it has to have been created at the latest, in seconds by the server's clock.
  package func rehearsal(
    of job: String,
    document: String? = nil,
    before time: Double = .infinity
  ) async throws(DagsterError) -> RunChain? {
    let tags = [Tag(TagKey.rehearsalOf, job)] + (document.map { [Tag(TagKey.document, $0)] } ?? [])
    let found = try await runs(RunsFilter(tags: tags)).first {
      $0.status == .success && $0.creationTime <= time
    }
    return if let found { try await chain(of: found.chainID) } else { nil }
  }
}

/// What a run has to report, to have done what its rehearsal said.
package struct RehearsedAim: Hashable, Sendable {
  /// The production job.
  package var job: String
  /// The labels of the numbers.
  package var figures: [String]

  package init(job: String, figures: [String]) { (self.job, self.figures) = (job, figures) }

  /// What the run did otherwise than its rehearsal; `nil` for nothing.
  ///
  /// - Parameter planned: what the rehearsal had reported when the run was planned; `nil` where the record doesn't say so, as
  ///   those of earlier versions: it is the newest before the run then.
  func difference(of chain: RunChain, planned: [String]?, client: DagsterClient) async throws(DagsterError)
    -> String?
  {
    let done = try await client.report(of: figures, by: chain)
    if let complaint = done.complaint { return complaint }
    let (wanted, source): ([String], String)
    if let planned {
      (wanted, source) = (planned, "")
    } else {
      let began = chain.runs.map(\.creationTime).min() ?? .infinity
      guard let rehearsal = try await client.rehearsal(of: job, before: began) else {
        return
          "its rehearsal is not known to Dagster any more, so that nobody can tell whether it did the same"
      }
      let report = try await client.report(of: figures, by: rehearsal)
      if let complaint = report.complaint { return complaint }
      (wanted, source) = (report.figures.map(\.text), ", run \(rehearsal.end.id)")
    }
    let different = zip(wanted, done.figures).filter { !$0.isExactly($1.text) }
    guard !different.isEmpty else { return nil }
    return "it did something else than its rehearsal\(source): "
      + different.map { "\($1.text) rather than \($0.split(separator: " ").last ?? "")" }.joined(
        separator: ", "
      )
  }
}
