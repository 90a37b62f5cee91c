import Diagnostics
import JobDSL

/// What happened to one job's document since the base.
struct DocumentChange {
  enum Kind {
    case added(JobDocument)
    case changed(from: JobDocument, to: JobDocument)
    /// The base's document can't be read by this version.
    case replaced(problems: [Diagnostic], with: JobDocument)
    case removed(BaseDocuments.Document)
    case retired(BaseDocuments.Document)
    /// What is kept of a retired job is not what it was: the log was changed.
    case rewritten(BaseDocuments.Document)
    /// Nothing is kept of a retired job any more.
    case forgotten(BaseDocuments.Document)
  }

  var name: String
  var kind: Kind
}

extension DocumentChange {
  /// By the canonical text: headings, comments and formatting are no change, as for the digest.
  static func changes(from base: BaseDocuments, to current: [JobDocument], retired: RetiredJobs)
    -> [DocumentChange]
  {
    let documents = Dictionary(current.map { ($0.metadata.name, $0) }) { first, _ in first }
    let names = Set(documents.keys).union(base.documents.keys).union(base.retired.keys)
      .union(retired.documents.keys).sorted()
    return names.compactMap { name in
      let kind =
        documents[name] == nil
        ? ending(
          of: base.documents[name],
          retired: base.retired[name],
          asFound: retired.documents[name]
        )
        : kind(from: base.documents[name], to: documents[name])
      return kind.map { DocumentChange(name: name, kind: $0) }
    }
  }

  /// - Parameters:
  ///   - old: the document while it was a job's.
  ///   - earlier: the one that was kept at the base.
  ///   - kept: the one that is kept now.
  private static func ending(
    of old: BaseDocuments.Document?,
    retired earlier: BaseDocuments.Document?,
    asFound kept: BaseDocuments.Document?
  ) -> Kind? {
    switch (old ?? earlier, kept) {
    case (let old?, nil): earlier == nil ? .removed(old) : .forgotten(old)
    case (let old?, let kept?) where old != kept: .rewritten(kept)
    case (_, let kept?): earlier == nil ? .retired(kept) : nil
    case (nil, nil): nil
    }
  }

  private static func kind(from old: BaseDocuments.Document?, to new: JobDocument?) -> Kind? {
    switch (old, new) {
    case (nil, let new?): .added(new)
    case (let old?, nil): .removed(old)
    case (.read(let old)?, let new?): old.encoded() == new.encoded() ? nil : .changed(from: old, to: new)
    case (.unreadable(let problems)?, let new?): .replaced(problems: problems, with: new)
    case (nil, nil): nil
    }
  }
}

extension DocumentChange.Kind {
  /// Under which the heading counts it.
  var word: String {
    switch self {
    case .added: "added"
    case .changed, .replaced, .rewritten: "changed"
    case .retired: "retired"
    case .removed, .forgotten: "removed"
    }
  }
}

/// Which step of the base became which step.
struct StepPairing {
  /// The indices in the old and in the new document; one is `nil` for a step that was added or removed.
  var old: Int?
  var new: Int?
  /// The same step, done at another place among the others.
  var isMoved = false

  /// Equal steps first, then those between them that do the same to the same in their order.
  static func pairings(from old: [Step], to new: [Step]) -> [StepPairing] {
    let difference = new.difference(from: old)
    let removed = difference.removals.map(\.offset)
    var added = difference.insertions.map(\.offset)
    let kept = zip(
      old.indices.filter { !removed.contains($0) },
      new.indices.filter { !added.contains($0) }
    ).map { StepPairing(old: $0, new: $1) }
    let others = removed.map { oldIndex in
      let match = added.firstIndex { new[$0].target == old[oldIndex].target }
      guard let newIndex = match.map({ added.remove(at: $0) }) else { return StepPairing(old: oldIndex) }
      return StepPairing(old: oldIndex, new: newIndex, isMoved: old[oldIndex] == new[newIndex])
    }
    return (kept + others + added.map { StepPairing(new: $0) }).sorted { left, right in
      (left.new ?? left.old ?? 0, left.new == nil ? 1 : 0)
        < (right.new ?? right.old ?? 0, right.new == nil ? 1 : 0)
    }
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

extension Step {
  /// The command and its first asset or its job: what makes a step the same one after a change.
  fileprivate var target: [String] { [keyword] + command.subject.identity }
}
