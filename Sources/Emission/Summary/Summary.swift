package import JobDSL

/// What a change to the jobs comes to, for the people who review it: Markdown, from documents alone.
package struct Summary {
  private let base: BaseDocuments
  private let changes: [DocumentChange]
  private let current: [JobDocument]
  /// `nil` where no ledger was asked.
  private let usedNames: [UsedName]?

  /// - Parameter retired: the jobs that are retired by now.
  package init(
    of jobs: [Job],
    since base: BaseDocuments,
    retired: RetiredJobs = RetiredJobs(in: [:]),
    usedNames: [UsedName]? = nil
  ) {
    self.base = base
    self.usedNames = usedNames
    current = jobs.map(\.document)
    changes = DocumentChange.changes(from: base, to: current, retired: retired)
  }

  /// Ends in a line feed. Every name, key and text of a job stands in it as code.
  package var markdown: String {
    let sections = [heading, ledger].compactMap(\.self) + changes.map { JobSection(change: $0).markdown }
    return sections.joined(separator: "\n")
  }

  private var heading: String {
    let reference = Markdown.code(base.reference)
    guard !changes.isEmpty else {
      return "## Production jobs: no changes\n\nNo job's document differs from that at \(reference).\n"
    }
    let words = changes.map(\.kind.word)
    let text = ["added", "changed", "retired", "removed"].map { word in (word, words.count { $0 == word }) }
      .filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    return "## Production jobs: \(text)\n\nSince \(reference). Ranges are counted by the calendar.\n"
  }

  /// What the ledger says of the names, also of those that the base has already.
  private var ledger: String? {
    guard let usedNames else { return nil }
    let documents = Dictionary(current.map { ($0.metadata.name, $0) }) { first, _ in first }
    let refused = usedNames.filter { used in documents[used.job].map(used.refuses) ?? false }
    guard !refused.isEmpty else {
      return "No job's name was used for another document before.\n" + retirable(usedNames, documents)
    }
    return refused.sorted { $0.job < $1.job }.map { used in
      "**The name \(Markdown.code(used.job)) was used already for another document** "
        + "(\(Markdown.code(used.document.digest))): the runner refuses this one. Give the job a new name.\n"
    }.joined(separator: "\n") + retirable(usedNames, documents)
  }

  /// What has succeeded does nothing any more, and would have to be kept compiling.
  private func retirable(_ usedNames: [UsedName], _ documents: [String: JobDocument]) -> String {
    let succeeded = usedNames.filter { used in
      used.hasSucceeded && documents[used.job].map { !used.refuses($0) } == true
    }
    let names = succeeded.map(\.job).sorted()
    guard !names.isEmpty else { return "" }
    return "\n\(names.map(Markdown.code).joined(separator: ", ")) succeeded and can be retired: "
      + "\(Markdown.code("swift run emit retire NAME")).\n"
  }
}
