import CodeLocations
import Diagnostics
import ExactText
import JobDSL
import Schema

/// Holds what a command says of partitions against what an asset or a job has.
struct PartitionsCheck {
  private let partitions: DefinedPartitions?
  /// What has them, for errors.
  private let owner: String

  init(_ partitions: DefinedPartitions?, of owner: String) {
    self.partitions = partitions
    self.owner = owner
  }

  /// - Parameters:
  ///   - place: where the asset or job is named.
  ///   - step: where the command is.
  func issues(in selection: Subject.Selection, of command: any Command, asset place: Path, step: Path)
    -> [Issue]
  {
    switch (selection, partitions) {
    case (.none, nil): return []
    case (.none, .some(let partitions)):
      // The others take an asset with all of its partitions.
      guard command is Materialize || command is Launch || command is ReportMaterialized else { return [] }
      return [
        Issue(
          at: place,
          "expected \(noun(command)) without partitions, found \(owner), which is partitioned: \(partitions.summary)",
          hint: "say which partitions"
        )
      ]
    case (.one, nil), (.some, nil):
      return [
        Issue(
          at: place,
          "expected a partitioned \(noun(command)), found \(owner), which has no partitions",
          hint: "leave the partitions out"
        )
      ]
    case (.one(let key), .some(let partitions)):
      return issues(inKey: key, of: partitions, at: step[\Launch.partition])
    case (.some(let selected), .some(let partitions)):
      if command is AddPartitions || command is DeletePartitions {
        if case .dynamic = partitions { return [] }
        return [mismatch(selected.kind, with: partitions, at: place)]
      }
      return issues(in: selected, of: partitions, at: step[\JobDSL.Backfill.partitions], asset: place)
    }
  }

  private func noun(_ command: any Command) -> String { command is Launch ? "job" : "asset" }

  private func mismatch(_ kind: PartitioningKind, with found: DefinedPartitions, at place: Path) -> Issue {
    Issue(
      at: place,
      "expected an asset with \(kind.rawValue) partitions, found \(owner), which dagster.lock has as \(found.summary)",
      hint: "take its name from the catalog; if Dagster was changed, `runner catalog pull` looks again"
    )
  }

  // MARK: One key

  private func issues(inKey key: String, of partitions: DefinedPartitions, at path: Path) -> [Issue] {
    guard case .multi(let dimensions) = partitions else {
      return KeyCheck(partitions, of: owner).issue(in: key, at: path).map { [$0] } ?? []
    }
    let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == dimensions.count else {
      let names = dimensions.map(\.name).joined(separator: ", ")
      return [Issue(at: path, "expected a key of each dimension (\(names)), found \(quoted(key))")]
    }
    return zip(parts, dimensions).compactMap { part, dimension in
      KeyCheck(dimension.partitions, of: "dimension \(dimension.name) of \(owner)").issue(in: part, at: path)
    }
  }

  // MARK: Selections

  private func issues(
    in selected: Partitions,
    of partitions: DefinedPartitions,
    at path: Path,
    asset place: Path
  ) -> [Issue] {
    switch (selected, partitions) {
    case (.multi(let selections), .multi(let dimensions)):
      guard selections.map(\.name).isExactly(dimensions.map(\.name)) else {
        let names = dimensions.map(\.name).joined(separator: ", ")
        return [
          Issue(
            at: place,
            "expected the dimensions \(selections.map(\.name).joined(separator: ", ")), found \(owner) with \(names)",
            hint: "take its name from the catalog, which has the dimensions in Dagster's order"
          )
        ]
      }
      return zip(selections, dimensions).enumerated().flatMap { index, pair in
        let (selection, dimension) = pair
        guard dimension.partitions.is(selection.kind) else {
          return [mismatch(selection.kind, with: dimension.partitions, at: place)]
        }
        return KeyCheck(dimension.partitions, of: "dimension \(dimension.name) of \(owner)")
          .issues(in: selection.keys, at: path[\PartitionsForm.dimensions][index])
      }
    case (.single(let kind, let keys), _):
      guard partitions.is(kind) else { return [mismatch(kind, with: partitions, at: place)] }
      return KeyCheck(partitions, of: owner).issues(in: keys, at: path)
    default: return [mismatch(selected.kind, with: partitions, at: place)]
    }
  }
}

extension DefinedPartitions {
  /// Whether a document's word is for partitions like these. Any windows may be called time windows.
  fileprivate func `is`(_ kind: PartitioningKind) -> Bool {
    switch (self, kind) {
    case (.timeWindows, .timeWindow), (.static, .static), (.dynamic, .dynamic), (.multi, .multi): true
    case (.timeWindows(let windows), _): windows.kind == kind
    case (.unknown, _): true
    default: false
    }
  }
}
