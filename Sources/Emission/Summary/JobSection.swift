import Contract
import Diagnostics
import JobDSL

/// What a summary says of one job.
struct JobSection {
  private static let changeHeading = ["step", "setting", "before", "after"]

  let change: DocumentChange

  var markdown: String {
    let name = Markdown.code(change.name)
    switch change.kind {
    case .added(let document):
      return "### Added: \(name)\n\n" + description(of: document)
    case .removed(let document):
      return "### Removed: \(name)\n\n" + description(of: document)
    case .retired(let document):
      return "### Retired: \(name)\n\n" + description(of: document)
    case .rewritten(let document):
      return "### Rewritten: \(name)\n\n**What is kept of a retired job is no longer what was run.**\n\n"
        + description(of: document)
    case .forgotten(let document):
      return "### Deleted: \(name)\n\n**What was kept of a retired job is gone.**\n\n"
        + description(of: document)
    case .replaced(let problems, let document):
      return "### Changed: \(name)\n\n" + unreadable(problems) + "\n" + description(of: document)
    case .changed(let old, let new):
      return "### Changed: \(name)\n\n" + description(of: new) + "\n"
        + Markdown.table(Self.changeHeading, changes(from: old, to: new))
    }
  }

  private func description(of document: BaseDocuments.Document) -> String {
    switch document {
    case .read(let document): description(of: document)
    case .unreadable(let problems): unreadable(problems)
    }
  }

  private func description(of document: JobDocument) -> String {
    let metadata = document.metadata
    let rows = document.steps.enumerated().map { StepRow($1, at: $0).cells }
    let limit = metadata.validUntil.map { ", valid until \(Markdown.code($0))" } ?? ""
    let watchers =
      metadata.watchers.isEmpty
      ? "" : ", watched by \(metadata.watchers.map(Markdown.code).joined(separator: ", "))"
    return
      "Owner \(Markdown.code(metadata.owner)), reason \(Markdown.code(metadata.reason))\(limit)\(watchers)\n\n"
      + Markdown.table(StepRow.heading, rows) + warnings(of: document)
  }

  /// A range is counted by the calendar and the server may have fewer, so that this is no error of the document.
  private func warnings(of document: JobDocument) -> String {
    document.steps.enumerated().map { index, step in
      let conditions = step.conditions
      guard let limit = conditions.atMost.partitions, conditions.only == nil,
        let count = step.command.subject.extent?.countWithCanary,
        count > limit
      else { return "" }
      return
        "\n**Step \(StepNumber(at: index)) targets \(counted(count, "partition")) by the calendar and launches with at most \(limit).**\n"
    }.joined()
  }

  private func unreadable(_ problems: [Diagnostic]) -> String {
    let count = counted(problems.count, "problem")
    return "The base's document can't be read by this version, \(count): "
      + "\(Markdown.code(problems.first?.description ?? ""))\n"
  }

  private func changes(from old: JobDocument, to new: JobDocument) -> [[String]] {
    let settings: [(name: String, old: String, new: String)] = [
      ("owner", old.metadata.owner, new.metadata.owner),
      ("reason", old.metadata.reason, new.metadata.reason),
      ("validUntil", old.metadata.validUntil ?? "", new.metadata.validUntil ?? ""),
      (
        "watchers", old.metadata.watchers.joined(separator: ", "),
        new.metadata.watchers.joined(separator: ", ")
      ),
    ]
    let metadata = settings.filter { $0.old != $0.new }.map {
      ["–", Markdown.code($0.name), Markdown.code($0.old), Markdown.code($0.new)]
    }
    return metadata
      + StepPairing.pairings(from: old.steps, to: new.steps).flatMap { pairing in
        rows(for: pairing, old.steps, new.steps)
      }
  }

  private func rows(for pairing: StepPairing, _ old: [Step], _ new: [Step]) -> [[String]] {
    switch (pairing.old, pairing.new) {
    case (let before?, let after?):
      let changes = SettingChange.changes(from: old[before], to: new[after])
      let number =
        before == after
        ? "\(StepNumber(at: after))" : "\(StepNumber(at: after)), was \(StepNumber(at: before))"
      if pairing.isMoved {
        return [[number, "moved", "step \(StepNumber(at: before))", "step \(StepNumber(at: after))"]]
      }
      return changes.map { [number] + $0.cells }
    case (nil, let after?): return [["\(StepNumber(at: after))", "added", "–", outline(of: new[after])]]
    case (let before?, nil):
      return [["was \(StepNumber(at: before))", "removed", outline(of: old[before]), "–"]]
    case (nil, nil): return []
    }
  }

  /// Command, subject, partitions, first and last of a step in one cell.
  private func outline(of step: Step) -> String {
    StepRow(step, at: 0).cells[1...5].filter { $0 != "–" }.joined(separator: " ")
  }
}
