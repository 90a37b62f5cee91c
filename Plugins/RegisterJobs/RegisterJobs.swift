import Foundation
import PackagePlugin

/// Lists the jobs of a target by scanning its files, before they are compiled.
@main
struct RegisterJobs: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let catalogs = target.dependencies.compactMap { catalog(of: module, $0) }
    let sources = ([module] + catalogs).flatMap { $0.sourceFiles(withSuffix: ".swift").map(\.url) }
    let output = context.pluginWorkDirectoryURL.appending(path: "AllJobs.swift")
    return [
      .buildCommand(
        displayName: "Registering jobs",
        executable: try context.tool(named: "JobRegistry").url,
        arguments: [output.path(percentEncoded: false), catalogs.map(\.moduleName).joined(separator: ",")]
          + sources.map { $0.path(percentEncoded: false) },
        inputFiles: sources,
        outputFiles: [output]
      )
    ]
  }

  /// The module that lies in a folder of the jobs: what `runner catalog pull` wrote.
  private func catalog(
    of jobs: any SourceModuleTarget,
    _ dependency: TargetDependency
  ) -> (any SourceModuleTarget)? {
    guard case .target(let target) = dependency, let module = target.sourceModule,
      module.directoryURL.path(percentEncoded: false).hasPrefix(jobs.directoryURL.path(percentEncoded: false))
    else { return nil }
    return module
  }
}
