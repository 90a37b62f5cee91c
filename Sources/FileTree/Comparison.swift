/// What lies in a folder of generated files set against what belongs there.
package struct Comparison: Sendable {
  package enum Difference: Equatable, Sendable {
    case missing
    case changed(found: [UInt8])
    /// Nothing that is generated owns it.
    case orphaned(found: [UInt8])
  }

  /// By path, in the paths' order; what is the same is not listed.
  package let differences: [(path: String, difference: Difference)]
  /// The text of each file by its path.
  package let wanted: [String: [UInt8]]

  package init(wanted: [String: [UInt8]], found: [String: [UInt8]]) {
    self.wanted = wanted
    let paths = Set(wanted.keys).union(found.keys).sorted()
    differences = paths.compactMap { path in
      switch (wanted[path], found[path]) {
      case (.some, nil): (path, .missing)
      case (.some(let new), .some(let old)) where new != old: (path, .changed(found: old))
      case (nil, .some(let old)): (path, .orphaned(found: old))
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
