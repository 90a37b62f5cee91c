import Foundation
import PackagePlugin

/// Lists the jobs of a target by scanning its files, before they are compiled.
@main
struct RegisterJobs: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let vocabulary = target.dependencies.compactMap(vocabularyModule)
    let catalogs = vocabulary.filter { $0.lies(within: module) }
    let sources = ([module] + catalogs).flatMap { $0.sourceFiles(withSuffix: ".swift").map(\.url) }
    let parts = Array(module.sourceFiles(withSuffix: ".swift")).count / jobsInAPart
    func output(_ suffix: String) -> URL {
      context.pluginWorkDirectoryURL.appending(path: "AllJobs\(suffix).swift")
    }
    return [
      .buildCommand(
        displayName: "Registering jobs",
        executable: try context.tool(named: "JobRegistry").url,
        arguments: [
          output("").path(percentEncoded: false), vocabulary.map(\.moduleName).joined(separator: ","),
          "--parts", "\(parts)",
        ] + sources.map { $0.path(percentEncoded: false) },
        inputFiles: sources,
        outputFiles: [output("")] + (0..<parts).map { output("+\($0)") }
      )
    ]
  }

  /// A module of the package itself that jobs are written with: the catalog, and commands of the package's own.
  private func vocabularyModule(_ dependency: TargetDependency) -> (any SourceModuleTarget)? {
    guard case .target(let target) = dependency, target.name != "JobDSL" else { return nil }
    return target.sourceModule
  }
}

/// Of a list this long a compiler infers the types in a tenth of a second or two.
private let jobsInAPart = 64

extension SourceModuleTarget {
  /// Whether it is in a folder of the other, as the catalog in that of the jobs.
  fileprivate func lies(within other: any SourceModuleTarget) -> Bool {
    directoryURL.pathComponents.starts(with: other.directoryURL.pathComponents)
  }
}
