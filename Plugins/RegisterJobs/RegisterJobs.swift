import Foundation
import PackagePlugin

/// Lists the jobs of a target by scanning its files, before they are compiled.
@main
struct RegisterJobs: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let sources = module.sourceFiles(withSuffix: ".swift").map(\.url)
    let output = context.pluginWorkDirectoryURL.appending(path: "AllJobs.swift")
    return [
      .buildCommand(
        displayName: "Registering jobs",
        executable: try context.tool(named: "JobRegistry").url,
        arguments: [output.path(percentEncoded: false)] + sources.map { $0.path(percentEncoded: false) },
        inputFiles: sources,
        outputFiles: [output]
      )
    ]
  }
}
