import Foundation
import TestSupport
import Testing

/// The scripts as a company's pipeline calls them: they lie in one folder, and what they are about in another.
@Suite(.enabled(if: (try? program("git")) != nil)) struct AnotherRepositoryTests {
  /// The two, side by side as the workflows have them.
  private struct Lab {
    let folder: URL
    var package: URL { folder.appending(path: "package") }
    var repository: URL { folder.appending(path: "repository") }

    /// Runs a script in the package's folder.
    func run(_ script: String, _ arguments: [String], _ environment: [String: String?] = [:]) async throws
      -> Child.Ending
    {
      let fixed: [String: String?] = ["PRODUCTION_JOBS_REPOSITORY": "../repository", "GITHUB_ACTIONS": nil]
      return try await Child(
        package.appending(path: "ci/\(script)").path,
        arguments,
        environment: fixed.merging(environment) { $1 },
        directory: package.path
      ).ending()
    }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
      let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
      let ending = try await TestSupport.run(program("git"), settings + arguments, in: repository)
      try #require(ending.status == 0, "\(ending)")
      return ending.output.trimmingCharacters(in: .newlines)
    }

    func commit(_ files: [String: String]) async throws -> String {
      for (path, text) in files { try write(text, to: "repository/\(path)") }
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message", "change")
      return try await git("rev-parse", "HEAD")
    }

    func write(_ text: String, to path: String, isProgram: Bool = false) throws {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
      guard isProgram else { return }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    func text(_ path: String) -> String? {
      try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }
  }

  /// With a first commit, and nothing of the repository in the package's own folder.
  private func withLab<Result>(_ body: (Lab) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
      let lab = Lab(folder: folder)
      try lab.write("", to: "package/Package.swift")
      try lab.write("", to: "repository/Package.swift")
      for path in [
        "changed", "catalog", "check-documents", "check-jobs", "lib", "pipeline", "trigger", "validate",
      ] {
        let copy = lab.package.appending(path: "ci/\(path)")
        try FileManager.default.createDirectory(
          at: copy.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: inPackage("ci/\(path)"), to: copy)
      }
      try await lab.git("init", "--quiet", "--initial-branch", "main")
      _ = try await lab.commit(["README.md": "first"])
      return try await body(lab)
    }
  }

  @Test func whatChangedIsTheRepositorys() async throws {
    try await withLab { lab in
      _ = try await lab.commit(["generated/a-job/job.yaml": "a\n"])
      #expect(
        try await lab.run("changed", ["HEAD~1"]) == Child.Ending(status: 0, output: "jobs\n", errors: "")
      )
      _ = try await lab.commit(["Package.swift": "// x"])
      #expect(try await lab.run("changed", ["HEAD~1"]).output == "all\n")
    }
  }

  @Test func aFolderThatIsNotThereIsSaid() async throws {
    try await withLab { lab in
      for script in ["changed", "pipeline", "trigger"] {
        let ending = try await lab.run(script, ["HEAD"], ["PRODUCTION_JOBS_REPOSITORY": "../nowhere"])
        #expect(ending.status == 64 && ending.output == "")
        #expect(
          ending.errors.hasSuffix("PRODUCTION_JOBS_REPOSITORY: expected a folder, found ../nowhere\n"),
          "\(ending)"
        )
      }
    }
  }

  @Test func theDocumentsAreTheRepositorys() async throws {
    try await withLab { lab in
      try lab.write("#!/bin/sh\necho \"$@\" && shift && cat \"$@\"\n", to: "programs/runner", isProgram: true)
      let head = try await lab.commit(["generated/a-job/job.yaml": "a\n"])
      let ending = try await lab.run(
        "check-documents",
        ["--programs", "../programs", "--base", "HEAD~1", "--head", head],
        ["DAGSTER_URL": nil]
      )
      #expect(ending.status == 0 && ending.output == "validate generated/a-job/job.yaml\na\n", "\(ending)")
    }
  }

  /// What `emit` there says of the jobs, and the manifests of those that changed; nothing of the package is built.
  @Test func theJobsAreTheRepositorys() async throws {
    try await withLab { lab in
      try lab.write(
        "#!/bin/sh\necho \"emit $* in $(basename \"$PWD\")\"\n",
        to: "build/emit",
        isProgram: true
      )
      let swift =
        "#!/bin/sh\n[ \"$2\" = --show-bin-path ] && echo '\(lab.folder.path)/build' || basename \"$PWD\" >&2\n"
      try lab.write(swift, to: "bin/swift", isProgram: true)
      for name in ["install", "validate"] {
        let script = "#!/bin/sh\necho \"\(name) $*\"\n"
        try? FileManager.default.removeItem(at: lab.package.appending(path: "ci/\(name)"))
        try lab.write(script, to: "package/ci/\(name)", isProgram: true)
      }
      let path = "\(lab.folder.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
      _ = try await lab.commit(["generated/a-job/job.yaml": "a\n"])
      let summary = lab.folder.appending(path: "summary.md").path
      let ending = try await lab.run(
        "check-jobs",
        ["--base", "HEAD~1", "--summary", summary],
        ["PATH": path]
      )
      #expect(
        ending.output == """
          install kubectl
          emit --check in repository
          generated/ is what the jobs say
          validate generated/a-job

          """,
        "\(ending)"
      )
      #expect(lab.text("summary.md")?.hasPrefix("emit summary --base ") == true)
      // A branch's first commits, of which servers say that they come after zeros.
      let first = try await lab.run(
        "check-jobs",
        ["--base", String(repeating: "0", count: 40), "--summary", "\(summary).first"],
        ["PATH": path]
      )
      #expect(first.status == 0 && first.output.hasSuffix("validate generated/a-job\n"), "\(first)")
      #expect(lab.text("summary.md.first") == nil)
      // Without a job among what changed libyaml is needed as well.
      _ = try await lab.commit(["README.md": "second"])
      let none = try await lab.run("check-jobs", ["--base", "HEAD~1"], ["PATH": path])
      #expect(none.output.hasPrefix("install \nemit --check"), "\(none)")
    }
  }

  @Test func theFormIsAboutTheRepositorysJobs() async throws {
    try await withLab { lab in
      try FileManager.default.removeItem(at: lab.package.appending(path: "ci/trigger"))
      try lab.write(
        "#!/bin/sh\necho \"$@\" in $(basename \"$PWD\")\n",
        to: "package/ci/trigger",
        isProgram: true
      )
      _ = try await lab.commit(["generated/a-job/job.yaml": "a\n"])
      let form: [String: String?] = [
        "JOB": "a-job", "MODE": "status", "RUNNER_IMAGE": "r/x", "VERSION": nil, "NAMESPACE": nil,
        "SUMMARY_FILE": "summary.md",
      ]
      let ending = try await lab.run("pipeline", [], form)
      #expect(
        ending.output == "a-job --mode status --namespace production-jobs --image r/x in repository\n",
        "\(ending)"
      )
      #expect(lab.text("repository/summary.md")?.hasPrefix("## status a-job: done\n") == true)
      let wrong = try await lab.run("pipeline", [], form.merging(["JOB": "a-jobs", "MODE": "plan"]) { $1 })
      #expect(wrong.status == 64 && wrong.errors.contains("did you mean a-job?"), "\(wrong)")
    }
  }

  @Test func theTriggerWorksInTheRepository() async throws {
    try await withLab { lab in
      try lab.write(
        "#!/bin/sh\necho \"$@\" in $(basename \"$PWD\")\n",
        to: "programs/trigger",
        isProgram: true
      )
      let environment = ["PRODUCTION_JOBS_TRIGGER": "\(lab.folder.path)/programs"]
      let ending = try await lab.run("trigger", ["a-job", "--mode", "plan"], environment)
      #expect(ending == Child.Ending(status: 0, output: "a-job --mode plan in repository\n", errors: ""))
    }
  }

  @Test func theCatalogIsPulledIntoTheRepositoryAndProposedThere() async throws {
    try await withLab { lab in
      let runner = """
        #!/bin/sh
        [ "$1 $2" = "catalog check" ] && echo "an asset is new" && exit 1
        mkdir -p dagster.lock Sources/Jobs/Catalog && echo x >dagster.lock/lab.json && echo y >Sources/Jobs/Catalog/A.swift

        """
      try lab.write(runner, to: "programs/runner", isProgram: true)
      _ = try await Child(
        program("git").path,
        ["init", "--quiet", "--bare", "\(lab.folder.path)/origin"]
      ).ending()
      try await lab.git("remote", "add", "origin", "\(lab.folder.path)/origin")
      let pulled = try await lab.run("catalog", ["pull", "--programs", "\(lab.folder.path)/programs"])
      #expect(pulled.status == 0, "\(pulled)")
      #expect(lab.text("repository/catalog.md") == "Pull the catalog\n\nan asset is new\n")
      let proposed = try await lab.run("catalog", ["propose", "catalog"])
      #expect(proposed.status == 0, "\(proposed)")
      let files = try await lab.git("ls-tree", "-r", "--name-only", "origin/catalog")
      #expect(
        files.split(separator: "\n") == [
          "Package.swift", "README.md", "Sources/Jobs/Catalog/A.swift", "dagster.lock/lab.json",
        ]
      )
      #expect(lab.text("package/catalog.md") == nil)
    }
  }

  /// What stands before each script of `ci/gitlab`, with the inputs of a repository of its own, or with none.
  private func prepared(_ inputs: [String: String], then rest: String, in lab: Lab) async throws
    -> Child.Ending
  {
    var script = try #require(try PipelineFile("ci/gitlab/package.yml").scripts.first).text
    for name in ["project", "version", "image-project"] {
      script = script.replacing("$[[ inputs.\(name) ]]", with: inputs[name] ?? "")
    }
    return try await Child(
      program("sh").path,
      ["-e", "-c", "\(script)\n\(rest)\n"],
      environment: [
        "CI_PROJECT_DIR": lab.repository.path, "CI_JOB_TOKEN": "t", "CI_SERVER_PROTOCOL": "https",
        "CI_SERVER_FQDN": "gitlab.example", "TMPDIR": lab.folder.path,
        // What a pipeline's variables say of these doesn't count.
        "IMAGE_PROJECT": "evil/jobs", "PROJECT": "evil/jobs", "WORKFLOW_VERSION": "evil", "PACKAGE": "/evil",
        // In place of the server.
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_VALUE_0": "https://gitlab-ci-token:t@gitlab.example/group/",
        "GIT_CONFIG_KEY_0": "url.\(lab.folder.path)/.insteadOf",
      ],
      directory: lab.repository.path
    ).ending()
  }

  @Test func onGitLabTheScriptsOfTheVersionAreFetched() async throws {
    try await withLab { lab in
      for arguments in [
        ["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"], ["tag", "1.2.0"],
      ] {
        let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
        let ending = try await run(program("git"), settings + arguments, in: lab.package)
        try #require(ending.status == 0, "\(ending)")
      }
      try FileManager.default.moveItem(at: lab.package, to: lab.folder.appending(path: "production-jobs.git"))
      _ = try await lab.commit(["generated/a-job/job.yaml": "a\n"])
      let inputs = [
        "project": "group/production-jobs", "version": "1.2.0", "image-project": "group/production-jobs",
      ]
      let script = "\"$PACKAGE/ci/changed\" HEAD~1; echo \"$IMAGE_PROJECT $WORKFLOW_VERSION\""
      let ending = try await prepared(inputs, then: script, in: lab)
      #expect(ending == Child.Ending(status: 0, output: "jobs\ngroup/production-jobs 1.2.0\n", errors: ""))
      let unknown = try await prepared(inputs.merging(["version": "9.9.9"]) { $1 }, then: script, in: lab)
      #expect(unknown.status != 0 && unknown.output == "", "\(unknown)")
    }
  }

  @Test func onGitLabThisRepositoryHasItsOwn() async throws {
    try await withLab { lab in
      let ending = try await prepared(
        [:],
        then: "echo \"$PACKAGE:$IMAGE_PROJECT:$WORKFLOW_VERSION:${PRODUCTION_JOBS_REPOSITORY-none}\"",
        in: lab
      )
      #expect(ending == Child.Ending(status: 0, output: ".:::none\n", errors: ""))
    }
  }
}
