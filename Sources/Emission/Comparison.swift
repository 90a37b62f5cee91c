package import JobDSL

/// What lies in `generated/` set against what belongs there.
package struct Comparison: Sendable {
  package enum Difference: Equatable, Sendable {
    case missing
    case changed(found: [UInt8])
    /// No job owns it.
    case orphaned(found: [UInt8])
  }

  /// By path, in the paths' order; what is the same is not listed.
  package let differences: [(path: String, difference: Difference)]
  let wanted: GeneratedFiles

  /// What the jobs make is made while what lies there is read: each takes about as long as the other.
  ///
  /// Retired jobs are no job's files and stay.
  ///
  /// - Throws: `InvalidJobs`, also where something is wrong with a retired one, and what reading the folder throws.
  package init(of jobs: [Job], with folder: GeneratedFolder) async throws {
    async let found = folder.files()
    let wanted = try GeneratedFiles(of: jobs)
    let files = try await found
    let problems = RetiredJobs(in: files).problems(beside: jobs)
    guard problems.isEmpty else { throw InvalidJobs(problems) }
    self.init(wanted: wanted, found: files.filter { !RetiredJobs.holds($0.key) })
  }

  package init(wanted: GeneratedFiles, found: [String: [UInt8]]) {
    self.wanted = wanted
    let paths = Set(wanted.files.keys).union(found.keys).sorted()
    differences = paths.compactMap { path in
      switch (wanted.files[path], found[path]) {
      case (.some, nil): (path, .missing)
      case (.some(let new), .some(let old)) where new != old: (path, .changed(found: old))
      case (nil, .some(let old)): (path, .orphaned(found: old))
      default: nil
      }
    }
  }

  /// How `emit` would change the files, as a unified diff that `patch -p1` takes.
  package var unifiedDiff: String {
    let diff = differences.flatMap { path, difference in
      let name = "generated/\(path)"
      let new = wanted.files[path] ?? []
      return switch difference {
      case .missing: UnifiedDiff(from: [], to: new, oldName: "/dev/null", newName: "b/\(name)").text
      case .changed(let old): UnifiedDiff(from: old, to: new, oldName: "a/\(name)", newName: "b/\(name)").text
      case .orphaned(let old): UnifiedDiff(from: old, to: [], oldName: "a/\(name)", newName: "/dev/null").text
      }
    }
    return String(decoding: diff, as: UTF8.self)
  }
}
