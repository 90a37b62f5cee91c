import ArgumentParser
import Emission

extension PackageReference.Server: ExpressibleByArgument {}

struct NewRepositoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repository",
    abstract: "Writes a repository of your own, which uses the package production-jobs without a fork.",
    discussion: """
      It has your jobs, your Dagster's names, pipelines that call this package's by version, and what its setup of a \
      namespace doesn't know of your cluster; its README.md says what is next. Exit codes: 0 written; 2 the folder has \
      something in it, or a file can't be written; 64 usage, such as a URL that no package can have.
      """
  )

  @Argument(help: "The folder, which isn't there yet or is empty; the package is named like it.")
  var dir: String

  @Option(
    help: ArgumentHelp(
      "Where the package production-jobs is to be had. In a clone of it, by default where that came from.",
      valueName: "url"
    )
  )
  var package: String?

  @Option(
    help: ArgumentHelp("Its version, a tag. In a clone of it, by default its newest.", valueName: "version")
  )
  var packageVersion: String?

  @Option(
    help: "Whose pipelines it has: github or gitlab. By default those of the server that the package is on."
  )
  var pipeline: PackageReference.Server?

  func validate() throws { _ = try repository() }

  func run() async throws {
    let repository = try repository()
    try await reportingErrors {
      try repository.write()
      for file in repository.files { print("added   \(dir)/\(file.path)") }
      print(
        """
        `swift run emit --check` finds nothing to change in it. README.md says how to pull the names of your Dagster and \
        write a first job, and `grep -rn EDIT \(dir)` finds what only you know. Commit all of it.
        """
      )
    }
  }

  private func repository() throws -> NewRepository {
    let clone: (url: String?, version: String?) =
      package == nil || packageVersion == nil ? PackageReference.ofClone : (nil, nil)
    guard let url = package ?? clone.url else {
      throw ValidationError(
        "--package: expected the URL of the package production-jobs, such as "
          + "https://github.com/OWNER/production-jobs, found none: only in a clone of it with a remote origin it can be told"
      )
    }
    guard let version = packageVersion ?? clone.version else {
      throw ValidationError(
        "--package-version: expected a version of \(url), such as 1.2.0, found none: only in a clone of it with a tag it "
          + "can be told"
      )
    }
    let reference = PackageReference(url: url, version: version)
    let repository = NewRepository(in: dir, package: reference, server: pipeline)
    guard repository.mistakes.isEmpty else {
      throw ValidationError(repository.mistakes.joined(separator: "\n"))
    }
    return repository
  }
}
