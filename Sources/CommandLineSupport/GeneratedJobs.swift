internal import Contract

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The documents of the jobs in `generated/`, as they lie in the package's folder.
package struct GeneratedJobs: Sendable {
  private let package: String

  /// - Parameter package: the package's folder; the working folder unless it is said.
  package init(of package: String = ".") { self.package = package }

  /// Whether there is such a folder at all.
  package var isThere: Bool { kind(of: JobFolder.root) == .folder }

  /// The names of all jobs, sorted.
  package func names(retired: Bool = false) -> [String] {
    let folder = retired ? "\(JobFolder.root)/\(JobFolder.retired)" : JobFolder.root
    return entries(of: folder).filter { has(JobFolder(of: $0, isRetired: retired)) }
  }

  func has(_ job: JobFolder) -> Bool { kind(of: job.document) == .file }

  /// What is found at a path.
  enum Kind { case file, folder, none }

  /// - Parameter path: from the package's folder on.
  func kind(of path: String) -> Kind {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: place(of: path), isDirectory: &isFolder) else {
      return .none
    }
    return isFolder ? .folder : .file
  }

  func entries(of folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: place(of: folder))) ?? []).sorted()
  }

  private func place(of path: String) -> String { path.hasPrefix("/") ? path : "\(package)/\(path)" }
}
