import Catalog
import Diagnostics

extension NewRepository {
  /// With no traits the package has no networking, and nothing but the parser of command lines is fetched for it.
  var manifest: String {
    let jobDSL = product("JobDSL")
    return """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: \(quoted(name, cutTo: .max)),
        platforms: [.macOS(.v15)],
        dependencies: [
      \(OwnRunner.reason)    .package(url: "\(package.url)", exact: "\(package.exact)"\(OwnRunner.traits))
        ],
        targets: [
          // What your Dagster has, by names: a module of its own, so that a changed job compiles the jobs alone.
          .target(
            name: "DagsterNames",
            dependencies: [\(jobDSL)],
            path: "\(CatalogFolders.swiftPath)"
          ),
          .target(name: "Commands", dependencies: [\(jobDSL)]),
          .target(
            name: "Jobs",
            dependencies: ["Commands", "DagsterNames", \(jobDSL)],
            exclude: ["Catalog"],
            plugins: [.plugin(name: "RegisterJobs", package: "\(package.identity)")]
          ),
          .executableTarget(
            name: "emit",
            dependencies: ["Commands", "Jobs", \(product("EmitCommand"))]
          ),
        ],
        swiftLanguageModes: [.v6]
      )

      // A warning is an error. An asset that your Dagster has no longer is deprecated in the catalog: `emit`, which says the
      // same as an error, can still be built to retire the jobs that name it.
      for target in package.targets {
        target.swiftSettings = [
          .treatAllWarnings(as: .error), .treatWarning("DeprecatedDeclaration", as: .warning),
        ]
      }

      """
  }

  private func product(_ name: String) -> String {
    ".product(name: \"\(name)\", package: \"\(package.identity)\")"
  }

  var program: String {
    """
    import Commands
    import EmitCommand
    import Jobs

    @main
    struct Emit {
      static func main() async { await EmitProgram.main(jobs: allJobs, commands: commands) }
    }

    """
  }

  /// SwiftPM leaves out a target in whose folder there is no Swift, and then nothing can be built that a first job would
  /// be written with.
  var shared: String {
    """
    // What several jobs share. Each job is a file of its own: `swift run emit new job NAME`.

    """
  }
}
