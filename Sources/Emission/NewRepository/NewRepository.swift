import Catalog
import Diagnostics
import JobDSL

/// The files of a company's own repository of jobs, as `emit new repository` writes them. It depends on this package and has
/// none of its logic: its jobs, its names, what calls the pipelines by version, and what lies over the namespace's setup.
package struct NewRepository: Sendable {
  /// The folder that becomes the repository.
  let folder: String
  let package: PackageReference
  let server: PackageReference.Server

  /// - Parameter server: whose pipelines it has; `nil` for those of the one that the package is on.
  package init(
    in folder: String,
    package: PackageReference,
    server: PackageReference.Server? = nil
  ) {
    (self.folder, self.package, self.server) = (folder, package, server ?? package.server)
  }

  /// What is wrong with what its author gave.
  package var mistakes: [String] {
    let mistakes = (folder.isEmpty ? ["DIR: expected a folder, found \"\""] : []) + package.mistakes
    guard mistakes.isEmpty, package.host != nil, server != package.server else { return mistakes }
    return [
      "--pipeline: expected \(package.server.rawValue), where the package is, found \(server.rawValue): its pipelines are "
        + "taken from the server that they run on, so give --package a mirror there"
    ]
  }

  /// What is left to be filled in, as `grep` finds it.
  static let gap = "EDIT"

  /// The paths of the files in the repository, each with its text.
  package var files: [(path: String, bytes: [UInt8])] {
    let catalog = CatalogFiles(of: []).files.map { ("\(CatalogFolders.swiftPath)/\($0.key)", $0.value) }
    // Without a job nothing is refused.
    let generated = ((try? GeneratedFiles(of: []))?.files ?? [:]).map { ("generated/\($0.key)", $0.value) }
    let texts = [
      ("Package.swift", manifest), ("Sources/emit/Emit.swift", program),
      ("Sources/Jobs/Shared.swift", shared), (CommandHome.ownRepository.listPath, CommandHome.emptyList),
      (".gitignore", ignored), (".gitattributes", attributes), ("CODEOWNERS", owners),
      ("README.md", readme), ("AGENTS.md", rulesForAssistants),
      ("kubernetes/kustomization.yaml", kustomization),
    ]
    let pipelines = server == .gitHub ? workflows : [(".gitlab-ci.yml", gitLab)]
    return ((texts + pipelines).map { ($0, Array($1.utf8)) } + catalog + generated).sorted { $0.0 < $1.0 }
      .map { (path: $0.0, bytes: $0.1) }
  }
}
