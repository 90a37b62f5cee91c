/// A repository's own runner, which it needs from its first own command on: the package's knows nothing of that.
enum OwnRunner {
  static let path = "Sources/runner/Runner.swift"
  static let manifestPath = "Package.swift"

  static let source = """
    import Commands
    import RunnerCommand

    @main
    struct Runner {
      static func main() { RunnerProgram.main(commands: commands) }
    }

    """

  /// What a manifest says for a repository that only writes jobs: of the package production-jobs no networking.
  static let traits = ", traits: []"
  /// Why, as a line of the manifest.
  static let reason =
    "    // `traits: []`: nothing of the runner, which speaks to Dagster, is fetched or compiled for what only writes jobs.\n"

  /// The line before which the runner's target is put.
  private static let end = "  ],\n  swiftLanguageModes:"

  /// The manifest with the runner's target, and with what that needs of the package.
  ///
  /// - Throws: `NotWhereCommandsAre` for a manifest in which these places aren't found, each once.
  static func added(to manifest: String) throws -> String {
    let plugin = #/\.plugin\(name: "RegisterJobs", package: "([^"]+)"\)/#
    guard manifest.ranges(of: traits).count == 1, manifest.ranges(of: end).count == 1,
      let package = manifest.firstMatch(of: plugin)?.output.1
    else {
      throw NotWhereCommandsAre(
        expected:
          "the manifest that `emit new repository` wrote, with `\(traits)`, the plugin RegisterJobs and "
          + "`swiftLanguageModes:` after the targets",
        found: "none such in \(manifestPath)"
      )
    }
    let target = """
          // With our own commands; it is built for the image that runs them.
          .executableTarget(
            name: "runner",
            dependencies: ["Commands", .product(name: "RunnerCommand", package: "\(package)")]
          ),

      """
    return manifest.replacing(traits, with: "").replacing(reason, with: "").replacing(end, with: target + end)
  }
}
