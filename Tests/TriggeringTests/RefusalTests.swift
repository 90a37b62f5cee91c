import Foundation
import KubernetesDouble
import Ledger
import TestSupport
import Testing

@testable import Triggering

/// Documents that main doesn't hold, and other things that nothing is started for.
@Suite(.timeLimit(.minutes(2)), .serialized) struct RefusalTests {
  static let job = [Scene.job, Scene.digest]
  static let document = "generated/recover-orders-2024-02/job.yaml"

  /// The program's only message, and that nothing was asked of the cluster.
  private func refusal(
    _ repository: Repository,
    _ arguments: [String],
    environment: [String: String?] = [:]
  ) async throws -> Child.Ending {
    let scene = try await Scene()
    let ending = try await repository.trigger(arguments, at: scene.cluster, environment: environment).ending()
    #expect(scene.cluster.requests.isEmpty)
    await scene.cluster.stop()
    return ending
  }

  @Test func aDocumentThatIsNotCommitted() async throws {
    let repository = try await Repository()
    let commit = try await repository.git("rev-parse", "--short=12", "HEAD")
    try repository.folder.write(repository.folder.text(Self.document) + "# changed\n", to: Self.document)
    #expect(
      try await refusal(repository, Self.job)
        == Child.Ending(
          status: 65,
          output: "",
          errors:
            "error: \(Self.document) is not what the commit \(commit) has: commit and merge it, or `git checkout` "
            + "the commit\n"
        )
    )
  }

  @Test func aDocumentThatIsStale() async throws {
    let repository = try await Repository()
    try repository.folder.write(
      repository.folder.text(Self.document).replacingOccurrences(of: "2024-02-05", with: "2024-02-06"),
      to: Self.document
    )
    try await repository.commit("By hand")
    let ending = try await refusal(
      repository,
      Self.job + ["--emit", try buildFolder().appending(path: "emit").path]
    )
    #expect(ending.status == 65)
    #expect(
      ending.errors == """
        generated is not up to date: 1 file; run `swift run emit` and commit
        error: generated/ is not what the jobs say (emit --check, exit code 1): run emit, and merge what it writes
        --- a/generated/recover-orders-2024-02/job.yaml
        +++ b/generated/recover-orders-2024-02/job.yaml
        @@ -14,7 +14,7 @@
               partitions:
                 partitioning: daily
                 from: "2024-02-01"
        -        through: "2024-02-06"
        +        through: "2024-02-05"
               maxConcurrentRuns: 4
           - materialize:
               asset: dim_products


        """
    )
  }

  @Test func aCommitThatIsNotMerged() async throws {
    let repository = try await Repository()
    try await repository.git("switch", "--quiet", "--create", "mine")
    try repository.folder.write("x", to: "README.md")
    try await repository.commit("Mine")
    let commit = try await repository.git("rev-parse", "--short=12", "HEAD")
    let message = { (reference: String) in
      "error: expected a commit of refs/heads/main, found \"\(reference)\" (\(commit)), which is not one: only what was "
        + "reviewed and merged is started. Merge it, fetch with the whole history, or give --commit\n"
    }
    #expect(
      try await refusal(repository, Self.job)
        == Child.Ending(status: 65, output: "", errors: message("HEAD"))
    )
    #expect(
      try await refusal(repository, Self.job, environment: ["JOB_COMMIT": "mine"])
        == Child.Ending(status: 65, output: "", errors: message("mine"))
    )
  }

  /// What a pipeline that is run again, or approved late, has checked out.
  @Test(arguments: [document, "generated/recover-orders-2024-02/kubernetes.yaml"])
  func whatMainHasTakenBackIsNotStarted(path: String) async throws {
    let repository = try await Repository()
    let old = try await repository.git("rev-parse", "HEAD")
    try repository.folder.write(repository.folder.text(path) + "# changed\n", to: path)
    try await repository.commit("Change it")
    try await repository.git("checkout", "--quiet", old)
    let message =
      "error: refs/heads/main has another \(path) by now: what was taken back is not started. Start the job from the tip "
      + "of that branch, by a new plan\n"
    let expected = Child.Ending(status: 65, output: "", errors: message)
    for mode in ["run", "plan"] {
      #expect(try await refusal(repository, Self.job + ["--mode", mode]) == expected)
    }
  }

  @Test func whatMainHasDroppedIsNotStarted() async throws {
    let repository = try await Repository()
    let old = try await repository.git("rev-parse", "HEAD")
    try await repository.git("rm", "--quiet", "-r", "generated/recover-orders-2024-02")
    try await repository.commit("Drop it")
    try await repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try await repository.git("checkout", "--quiet", "--force", old)
    let ending = try await refusal(repository, Self.job)
    #expect(ending.status == 65)
    let words = "error: refs/remotes/origin/main has no \(Self.document) any more; Git says: "
    #expect(ending.errors.hasPrefix(words), "\(ending.errors)")
  }

  /// Another job may have come meanwhile.
  @Test func anOlderCommitWithTheSameDocumentIsStarted() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    let old = try await repository.git("rev-parse", "HEAD")
    try repository.folder.write("x", to: "README.md")
    try await repository.commit("Something else")
    try await repository.git("checkout", "--quiet", old)
    scene.cluster.onJob(StartingTests.ends(0))
    let ending = try await repository.trigger(Self.job, at: scene.cluster).ending()
    #expect(ending.status == 0, "\(ending)")
    await scene.cluster.stop()
  }

  @Test func aTagIsTakenByThoseWhoSaySo() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    scene.cluster.onJob(StartingTests.ends(0))
    let ending = try await repository.trigger([Scene.job, "v1", "--allow-tag"], at: scene.cluster).ending()
    #expect(ending.status == 0, "\(ending)")
    await scene.cluster.stop()
  }

  @Test func whatOriginHasGoesBeforeWhatIsHere() async throws {
    let repository = try await Repository()
    try await repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try repository.folder.write("x", to: "README.md")
    try await repository.commit("Not pushed")
    let ending = try await refusal(repository, Self.job)
    #expect(ending.status == 65)
    #expect(ending.errors.hasPrefix("error: expected a commit of refs/remotes/origin/main, found \"HEAD\" ("))
  }

  @Test(arguments: ["no-such", "--help", "$(touch hacked)", "HEAD; touch hacked", "-v"])
  func aCommitThatThereIsNot(_ reference: String) async throws {
    let repository = try await Repository()
    let ending = try await refusal(repository, Self.job + ["--commit=\(reference)"])
    #expect(
      ending
        == Child.Ending(
          status: 65,
          output: "",
          errors: "error: --commit: expected a commit that this repository has, found \"\(reference)\"\n"
        )
    )
    #expect(repository.folder.text("hacked").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(repository.folder.path)/hacked"))
  }

  @Test func aJobThatTheCommitHasNot() async throws {
    let repository = try await Repository()
    let commit = try await repository.git("rev-parse", "--short=12", "HEAD")
    let ending = try await refusal(repository, ["no-such-job", Scene.digest])
    #expect(ending.status == 65)
    #expect(
      ending.errors.hasPrefix(
        "error: expected generated/no-such-job/job.yaml in the commit \(commit), found none: \"no-such-job\" "
          + "is no job of that commit; Git says: fatal: path 'generated/no-such-job/job.yaml' does not exist in "
      ),
      "\(ending.errors)"
    )
  }

  /// What `emit retire` leaves, committed.
  private func retired() async throws -> Repository {
    let repository = try await Repository()
    let folder = "\(repository.folder.path)/generated/retired"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await repository.git("mv", "generated/\(Scene.job)", "generated/retired/\(Scene.job)")
    try await repository.commit("Retire it")
    return repository
  }

  @Test(arguments: ["run", "plan"]) func aRetiredJob(mode: String) async throws {
    let ending = try await refusal(try await retired(), Self.job + ["--mode", mode])
    #expect(ending.status == 65)
    #expect(
      ending.errors
        == "error: \"recover-orders-2024-02\" is retired (generated/retired/recover-orders-2024-02), and is not started any "
        + "more. To do the same again, write a new job; where its record says that it is unfinished, --retired finishes it\n"
    )
  }

  /// By what its record says, if there is one.
  @Test(arguments: [
    (false, nil as Outcome?, 65 as Int32, "it was never begun"), (true, .succeeded, 65, "it has succeeded"),
    (true, .failed, 0, ""), (true, nil, 0, ""),
  ])
  func aRetiredJobIsFinished(isRecorded: Bool, outcome: Outcome?, status: Int32, words: String) async throws {
    let (repository, scene) = (try await retired(), try await Scene())
    if isRecorded { try await scene.records(outcome, of: Scene.files().documentDigest()) }
    scene.cluster.onJob(StartingTests.ends(0))
    let ending = try await repository.trigger(Self.job + ["--retired"], at: scene.cluster).ending()
    #expect(ending.status == status, "\(ending)")
    #expect(words.isEmpty || ending.errors.contains(words), "\(ending.errors)")
    let jobs = scene.cluster.requests.filter { $0.verb == "create" && $0.target?.resource == "jobs" }
    #expect(jobs.count == (status == 0 ? 1 : 0))
    await scene.cluster.stop()
  }

  @Test(arguments: ["$(touch hacked)", "a;touch hacked", "../../etc", "a\nb", "--mode", "recover`id`"])
  func aJobsNameIsData(_ name: String) async throws {
    let repository = try await Repository()
    let ending = try await refusal(repository, ["--image", "registry/runner", "--", name, Scene.digest])
    #expect(ending.status == 64)
    #expect(ending.errors.hasPrefix("error: expected a job's name, such as recover-orders-2024-02, found \""))
    #expect(!FileManager.default.fileExists(atPath: "\(repository.folder.path)/hacked"))
  }

  @Test(arguments: [
    (["recover-orders-2024-02"], "error: --mode run needs VERSION, and --image or RUNNER_IMAGE\n"),
    (
      job + ["--plan", "abc"],
      "error: --plan: expected sha256: and 64 digits, as --mode plan prints, found \"abc\"\n"
    ),
    (
      job + ["--namespace", "A b"],
      "error: --namespace: expected a namespace's name, such as production-jobs, found \"A b\"\n"
    ),
    (
      job + ["--image", "registry/runner:v1"],
      "error: --image: expected an image without tag and digest, such as ghcr.io/OWNER/NAME/runner, found "
        + "\"registry/runner:v1\"\n"
    ),
    (
      ["recover-orders-2024-02", "sha256:12"],
      "error: expected an image's tag or sha256: and 64 digits as VERSION, found \"sha256:12\"\n"
    ),
    (
      ["recover-orders-2024-02", "v1"],
      "error: expected sha256: and 64 digits as VERSION, found the tag \"v1\": what it names may change between the plan "
        + "and the run. ci/verified-image finds the digest out; --allow-tag takes the tag anyway\n"
    ),
    (job + ["--mode", "plan", "--resume-canceled"], "error: --resume-canceled goes with --mode run alone\n"),
  ])
  func usage(_ arguments: [String], _ message: String) async throws {
    let repository = try await Repository()
    #expect(
      try await refusal(repository, arguments) == Child.Ending(status: 64, output: "", errors: message)
    )
  }

  @Test func anOverlayThatCannotBeWritten() async throws {
    let repository = try await Repository()
    try repository.folder.write("", to: "taken")
    let ending = try await refusal(repository, Self.job + ["--write-overlay", "taken"])
    #expect(
      ending
        == Child.Ending(
          status: 64,
          output: "",
          errors:
            "error: --write-overlay: cannot write \(repository.folder.path)/taken/base: Not a directory\n"
        )
    )
  }

  @Test func aTimeThatIsNone() async throws {
    let ending = try await refusal(try await Repository(), Self.job + ["--timeout", "soon"])
    #expect(ending.status == 64)
    #expect(
      ending.errors.hasPrefix(
        "Error: The value 'soon' is invalid for '--timeout <seconds>': expected a positive number of seconds, such "
          + "as 30 or 2.5\n"
      )
    )
  }

  @Test func aBranchThatThereIsNot() async throws {
    #expect(
      try await refusal(try await Repository(), Self.job + ["--branch", "trunk"])
        == Child.Ending(
          status: 65,
          output: "",
          errors:
            "error: --branch: expected a branch \"trunk\" here or of origin, found none: fetch it first\n"
        )
    )
  }

  @Test func aFolderWithoutGit() async throws {
    let folder = try Folder()
    let ending = try await Child(
      buildFolder().appending(path: "trigger").path,
      Self.job,
      environment: ["RUNNER_IMAGE": "registry/runner"],
      directory: folder.path
    ).ending()
    #expect(
      ending
        == Child.Ending(
          status: 65,
          output: "",
          errors:
            "error: expected a Git repository around the working folder, found none: run it in a checkout; "
            + "Git says: fatal: not a git repository (or any of the parent directories): .git\n"
        )
    )
  }

  /// As a pipeline's container has it, whose checkout somebody else made.
  @Test func aCheckoutOfSomebodyElse() async throws {
    let repository = try await Repository()
    let ending = try await refusal(
      repository,
      Self.job,
      environment: [
        "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
      ]
    )
    #expect(ending.status == 65)
    let words =
      "error: expected a Git repository that belongs to whoever runs this, found somebody else's, which Git doesn't read: "
      + "run it as its owner, or, where you trust it, `git config --global --add safe.directory FOLDER` with the folder "
      + "that Git names (in a pipeline's container: right after the checkout); Git says: fatal: detected dubious ownership "
    #expect(ending.errors.hasPrefix(words), "\(ending.errors)")
    #expect(ending.errors.contains("safe.directory \(repository.folder.path)"))
  }

  /// A `.git` that is none.
  @Test func aRepositoryThatGitCannotRead() async throws {
    let folder = try Folder()
    try folder.write("gitdir: /nowhere\n", to: ".git")
    let ending = try await Child(
      buildFolder().appending(path: "trigger").path,
      Self.job,
      environment: ["RUNNER_IMAGE": "registry/runner"],
      directory: folder.path
    ).ending()
    #expect(ending.status == 65)
    #expect(ending.errors.contains("Git says: fatal: not a git repository: /nowhere"), "\(ending.errors)")
  }
}
