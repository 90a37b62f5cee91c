internal import Contract
internal import Diagnostics
internal import Programs

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The working folder, which is a checkout of the package, asked by Git.
package struct Checkout: Sendable {
  private let git = Program.git
  private let emit: Program?

  /// - Parameter emit: the program that is asked whether `generated/` is what the jobs say; by default nobody is, since
  ///   a pull request's check has asked already.
  package init(emit: String? = nil) { self.emit = emit.map { Program(name: $0) } }

  /// A job's files as a commit of a branch has them.
  ///
  /// - Parameters:
  ///   - reference: a commit, branch or tag.
  ///   - branch: the one whose commits were reviewed; what `origin` has of it goes before what is here.
  ///   - isToStart: whether the job is to be started by them, for which they have to be what the branch holds now.
  ///   - isRetired: whether they are those of a retired job.
  /// - Throws: `Refusal` where the commit is not of the branch, where the folder holds something else, where the branch
  ///   has changed or dropped the job since, and where `emit --check` calls `generated/` stale.
  package func files(
    of job: String,
    at reference: String,
    of branch: String,
    isToStart: Bool = true,
    isRetired: Bool = false
  ) throws(Refusal) -> JobFiles {
    let commit = try commit(named: reference)
    let tip = try tip(of: branch, holding: commit, named: reference)
    let folder = JobFolder(of: job, isRetired: isRetired).path
    let path = "\(folder)/job.yaml"
    // Asked only where there is no such job, so that a start costs no process more.
    if !isRetired, !FileManager.default.fileExists(atPath: path) { try expectNotRetired(job, at: commit) }
    let document = try content(of: path, at: commit, job)
    let manifest = try content(of: "\(folder)/kubernetes.yaml", at: commit, job)
    let kustomization = try content(of: "\(folder)/kustomization.yaml", at: commit, job)
    if isToStart {
      try check("\(folder)/job.yaml", isStill: document, at: tip)
      try check("\(folder)/kubernetes.yaml", isStill: manifest, at: tip)
      try checkEmitted()
    }
    return JobFiles(
      job: job,
      isRetired: isRetired,
      commit: commit,
      document: document,
      manifest: manifest,
      kustomization: kustomization
    )
  }

  private func commit(named reference: String) throws(Refusal) -> String {
    let found = try ask(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(reference)^{commit}"])
    if found.status == 0 { return String(decoding: found.output, as: UTF8.self).filter { !$0.isWhitespace } }
    let repository = try ask(["rev-parse", "--git-dir"])
    guard repository.status == 0 else { throw .document(repository.noRepository) }
    throw .document(
      "--commit: expected a commit that this repository has, found \(quoted(reference))\(found.gitWords)"
    )
  }

  /// - Returns: the branch as Git names it, which holds the commit.
  private func tip(of branch: String, holding commit: String, named reference: String) throws(Refusal)
    -> String
  {
    let candidates = ["refs/remotes/origin/\(branch)", "refs/heads/\(branch)"]
    for name in candidates {
      let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"]
      guard try ask(arguments).status == 0 else { continue }
      let ancestry = try ask(["merge-base", "--is-ancestor", commit, name])
      if ancestry.status == 0 { return name }
      throw .document(
        "expected a commit of \(name), found \(quoted(reference)) (\(commit.prefix(12))), which is not one: only what "
          + "was reviewed and merged is started. Merge it, fetch with the whole history, or give --commit\(ancestry.gitWords)"
      )
    }
    throw .document(
      "--branch: expected a branch \(quoted(branch)) here or of origin, found none: fetch it first"
    )
  }

  private func expectNotRetired(_ job: String, at commit: String) throws(Refusal) {
    let folder = JobFolder(of: job, isRetired: true).path
    guard try ask(["cat-file", "-e", "\(commit):./\(folder)/job.yaml"]).status == 0 else { return }
    throw .document(
      "\(quoted(job)) is retired (\(folder)), and is not started any more. To do the same again, write a new job; where its "
        + "record says that it is unfinished, --retired finishes it"
    )
  }

  /// A file as the commit has it, which has to be what the working folder has.
  private func content(of path: String, at commit: String, _ job: String) throws(Refusal) -> [UInt8] {
    // From the working folder, which may be a folder of the repository.
    let shown = try ask(["show", "--no-textconv", "\(commit):./\(path)"])
    guard shown.status == 0 else {
      throw .document(
        "expected \(path) in the commit \(commit.prefix(12)), found none: \(quoted(job)) is no job of that commit\(shown.gitWords)"
      )
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), Array(data) == shown.output else {
      throw .document(
        "\(path) is not what the commit \(commit.prefix(12)) has: commit and merge it, or `git checkout` the commit"
      )
    }
    return shown.output
  }

  /// A pipeline that is run again, or was approved late, has the files of its own commit.
  private func check(_ path: String, isStill bytes: [UInt8], at tip: String) throws(Refusal) {
    let shown = try ask(["show", "--no-textconv", "\(tip):./\(path)"])
    guard shown.status != 0 || shown.output != bytes else { return }
    let what = shown.status == 0 ? "has another \(path) by now" : "has no \(path) any more\(shown.gitWords)"
    throw .document(
      "\(tip) \(what): what was taken back is not started. Start the job from the tip of that branch, by a new plan"
    )
  }

  private func checkEmitted() throws(Refusal) {
    guard let emit else { return }
    let checked: Program.Result
    do { checked = try emit.run(["--check"]) } catch { throw .environment("\(error)") }
    guard checked.status != 0 else { return }
    let difference = String(decoding: checked.output.prefix(4000), as: UTF8.self)
    throw .document(
      "generated/ is not what the jobs say (emit --check, exit code \(checked.status)): run emit, and merge what it "
        + "writes" + (difference.isEmpty ? "" : "\n\(difference)")
    )
  }

  private func ask(_ arguments: [String]) throws(Refusal) -> Program.Result {
    do { return try git.ask(arguments) } catch { throw .environment("\(error)") }
  }
}
