/// What lies in a folder of generated files set against what belongs there.
package struct Comparison: Sendable {
  package enum Difference: Equatable, Sendable {
    case missing
    case changed(found: [UInt8])
    /// It was generated, and belongs there no longer.
    case orphaned(found: [UInt8])
  }

  /// By path, in the paths' order; what is the same is not listed.
  package let differences: [(path: String, difference: Difference)]
  /// The text of each file by its path.
  package let wanted: [String: [UInt8]]
  /// The paths, in their order, of files that were not generated and are not in the way: they stay as they are.
  package let foreign: [String]

  /// - Parameter isGenerated: whether a file that doesn't belong there was generated, by its path and its bytes. Nothing
  ///   else is ever deleted.
  package init(
    wanted: [String: [UInt8]],
    found: [String: [UInt8]],
    isGenerated: (_ path: String, _ bytes: [UInt8]) -> Bool
  ) {
    self.wanted = wanted
    foreign = found.filter { wanted[$0.key] == nil && !isGenerated($0.key, $0.value) }.keys.sorted()
    let paths = Set(wanted.keys).union(found.keys).sorted()
    differences = paths.compactMap { path in
      switch (wanted[path], found[path]) {
      case (.some, nil): (path, .missing)
      case (.some(let new), .some(let old)) where new != old: (path, .changed(found: old))
      case (nil, .some(let old)) where isGenerated(path, old): (path, .orphaned(found: old))
      default: nil
      }
    }
  }

  /// How the files would be changed, as a unified diff that `patch -p1` takes.
  ///
  /// - Parameter folder: its path in the package.
  package func unifiedDiff(of folder: String) -> String {
    let diff = differences.flatMap { path, difference in
      let name = "\(folder)/\(path)"
      let new = wanted[path] ?? []
      return switch difference {
      case .missing: UnifiedDiff(from: [], to: new, oldName: "/dev/null", newName: "b/\(name)").text
      case .changed(let old): UnifiedDiff(from: old, to: new, oldName: "a/\(name)", newName: "b/\(name)").text
      case .orphaned(let old): UnifiedDiff(from: old, to: [], oldName: "a/\(name)", newName: "/dev/null").text
      }
    }
    return String(decoding: diff, as: UTF8.self)
  }
}
