import Diagnostics
import Foundation
import TestSupport
import Testing
import YAML

@Suite struct PipelineFileTests {
  @Test(arguments: PipelineFile.paths)
  func everyFileCanBeReadAndHasScripts(path: String) throws {
    #expect(!(try PipelineFile(path).scripts.isEmpty))
  }

  /// `${{ … }}` and `$[[ … ]]` would be put into the script's text before a shell reads it.
  @Test(arguments: PipelineFile.allScripts.filter { $0.file != "ci/gitlab/package.yml" })
  func noScriptHasAnExpressionInIt(script: PipelineFile.Script) {
    #expect(!script.text.contains("${{"))
    #expect(!script.text.contains("$[["))
  }

  @Test(
    .enabled(if: (try? program("shellcheck")) != nil, "shellcheck is not installed"),
    arguments: PipelineFile.allScripts
  )
  func everyScriptPassesShellcheck(script: PipelineFile.Script) async throws {
    try await withTemporaryFolder { folder in
      // SC1091: what GitLab's scripts source is checked by itself.
      let text = script.text.replacing(/\$\[\[ inputs\.[a-z\-]+ \]\]/, with: "x")
      try Data(("#!/bin/bash -e\n" + text + "\n").utf8).write(to: folder.appending(path: "script"))
      let result = try await run(program("shellcheck"), ["--exclude=SC1091", "script"], in: folder)
      #expect(result.status == 0, "\(result.output)")
    }
  }

  private func uses(in node: Node) -> [String] {
    node.pairs.flatMap { $0.key.text == "uses" ? [$0.value.text] : uses(in: $0.value) }
      + node.items.flatMap(uses(in:))
  }

  @Test(arguments: PipelineFile.paths.filter { $0.hasPrefix(".github") })
  func everyActionIsPinnedByItsCommitAndSaysItsVersion(path: String) throws {
    let lines = try String(contentsOf: inPackage(path), encoding: .utf8).split(separator: "\n")
    let named = uses(in: try PipelineFile(path).root).filter { !$0.hasPrefix("./") }
    for use in named {
      #expect(use.contains(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/), "\(use)")
      #expect(
        lines.contains { $0.hasSuffix("uses: \(use)") } == false,
        "\(use) has no comment with its version"
      )
      #expect(lines.contains { $0.contains("uses: \(use) # v") })
    }
  }

  @Test(arguments: PipelineFile.paths.filter { $0.hasPrefix(".github/workflows") })
  func nothingIsPermittedButWhatAJobNames(path: String) throws {
    let workflow = try PipelineFile(path).root
    let all = try #require(workflow["permissions"])
    #expect(all.kind == .mapping && all.count == 0)
    for job in try #require(workflow["jobs"]).pairs {
      #expect((job.value["permissions"]?.count ?? 0) > 0, "\(job.key.text)")
      // The branch of a proposal is all that anything writes, and nothing of it is run there.
      let mayWrite = path.hasSuffix("/catalog.yml") && job.key.text == "propose"
      #expect((job.value["permissions"]?["contents"]?.text == "write") == mayWrite)
    }
  }

  @Test func onlyTheRunIsQueuedAndItIsNeverDropped() throws {
    let jobs = try #require(try PipelineFile(".github/workflows/production-job.yml").root["jobs"])
    #expect(jobs.pairs.filter { $0.value["concurrency"] != nil }.map(\.key.text) == ["run"])
    let concurrency = jobs["run"]?["concurrency"]
    #expect(concurrency?["group"]?.text == "production-job-${{ inputs.job }}")
    #expect(concurrency?["cancel-in-progress"]?.text == "false")
    #expect(concurrency?["queue"]?.text == "max")
    #expect(jobs["run"]?["needs"]?.text == "plan")
    #expect(jobs["run"]?["environment"]?.text == "production")
  }

  /// Two pull requests with neighboring names would conflict in a list, and it would grow forever.
  @Test func gitHubsFormTakesANameAndEachChoiceIsAMode() throws {
    let inputs = try #require(
      try PipelineFile(".github/workflows/production-job.yml").root["on"]?["workflow_dispatch"]?["inputs"]
    )
    #expect(inputs["job"]?["type"]?.text == "string" && inputs["job"]?["options"] == nil)
    #expect(inputs["mode"]?["options"]?.items.map(\.text) == ["plan", "run", "status", "cancel", "history"])
  }

  /// The text of an input is put into the file before GitLab reads it: quotes and line ends would be syntax.
  @Test(arguments: ["ci/gitlab/pipeline.yml", "ci/gitlab/production-job.yml"])
  func gitLabsInputsAreBoundAndStandInVariablesAlone(path: String) throws {
    let file = try PipelineFile(path)
    let inputs = try #require(file.header?["spec"]?["inputs"])
    #expect(inputs.pairs.map(\.key.text) == ["job", "version", "mode", "reason", "confirm"])
    for input in inputs.pairs {
      #expect(input.value["regex"] != nil || input.value["options"] != nil, "\(input.key.text)")
      if let pattern = input.value["regex"]?.text {
        #expect(pattern.hasPrefix("^") && pattern.hasSuffix("$"), "\(pattern)")
      }
    }
    let text = try String(contentsOf: inPackage(path), encoding: .utf8)
    let uses = text.split(separator: "\n").filter { $0.contains("$[[") }
    #expect(uses.count == inputs.count)
    for use in uses {
      #expect(
        use.contains(/^    (value|job|version|mode|reason|confirm): "\$\[\[ inputs\.[a-z]+ \]\]"$/),
        "\(use)"
      )
    }
    let variables = file.root["variables"]?.pairs.map { $0 } ?? []
    for variable in variables {
      #expect(variable.value["expand"]?.text == "false", "\(variable.key.text)")
    }
  }

  /// These stand in a script, so that what a pipeline's variables say doesn't count: none can hold what a shell reads.
  @Test func whatNamesThePackageOnGitLabIsNothingButNames() throws {
    let file = try PipelineFile("ci/gitlab/package.yml")
    let inputs = try #require(file.header?["spec"]?["inputs"])
    let scripts = file.scripts.map(\.text).joined(separator: "\n")
    let used = scripts.matches(of: /"\$\[\[ inputs\.([a-z\-]+) \]\]"/).map { String($0.output.1) }
    #expect(used == ["project", "version", "image-project"])
    #expect(scripts.components(separatedBy: "$[[").count == used.count + 1)
    for name in used {
      let regex = try Regex(try #require(inputs[name]?["regex"]?.text))
      #expect("".wholeMatch(of: regex) != nil)
      let hostile = [
        "$(id)", "`id`", "a/b\"", "a b", "a;b", "a/b\n", "a\\b", "-a/$b", "a/'b'", "a/b&", "a/{b,c}",
      ]
      for text in hostile { #expect(text.wholeMatch(of: regex) == nil, "\(name): \(text)") }
    }
  }

  /// Wherever it is called from, what runs is of the commit whose workflow this is, and lies beside the caller's.
  @Test(arguments: ["catalog", "check", "production-job"])
  func aWorkflowThatOthersCallTakesItsScriptsFromItsOwnCommit(name: String) throws {
    let workflow = try PipelineFile(".github/workflows/\(name).yml").root
    #expect(workflow["on"]?["workflow_call"] != nil)
    #expect(workflow["defaults"]?["run"]?["working-directory"]?.text == "package")
    #expect(workflow["env"]?["PRODUCTION_JOBS_REPOSITORY"]?.text == "../repository")
    for job in try #require(workflow["jobs"]).pairs {
      let steps = job.value["steps"]?.items.map { $0 } ?? []
      let checkouts = steps.filter { $0["uses"]?.text.hasPrefix("actions/checkout@") == true }
      guard !checkouts.isEmpty else { continue }
      #expect(checkouts.map { $0["with"]?["path"]?.text } == ["repository", "package"], "\(job.key.text)")
      #expect(checkouts[1]["with"]?["repository"]?.text == "${{ job.workflow_repository }}")
      let main = "${{ job.workflow_repository != github.repository && job.workflow_sha || 'main' }}"
      let isOfMain = job.key.text == "documents"
      #expect(checkouts[1]["with"]?["ref"]?.text == (isOfMain ? main : "${{ job.workflow_sha }}"))
      for step in steps where step["run"]?.text.contains("ci/verified-image") == true {
        let project = "${{ inputs.image-project || job.workflow_repository }}"
        #expect(step["env"]?["IMAGE_PROJECT"]?.text == project)
      }
    }
  }

  /// Whoever calls it can fill in what this repository's own form has.
  @Test func whatCallsAProductionJobGivesWhatTheFormHas() throws {
    let on = try #require(try PipelineFile(".github/workflows/production-job.yml").root["on"])
    let form = on["workflow_dispatch"]?["inputs"]?.pairs.map(\.key.text) ?? []
    #expect(on["workflow_call"]?["inputs"]?.pairs.map(\.key.text) == form + ["image-project"])
  }

  @Test func aReasonForGitLabHasNothingInItThatWouldBeSyntax() throws {
    let inputs = try PipelineFile("ci/gitlab/pipeline.yml").header?["spec"]?["inputs"]
    let regex = try Regex(try #require(inputs?["reason"]?["regex"]?.text))
    for text in ["", "INC-2001: the vendor's file, corrected (60 % of it)", "é 🙂"] {
      #expect(text.wholeMatch(of: regex) != nil, "\(text)")
    }
    for text in ["\"", "\\", "$HOME", "a\nb", "\u{1B}[0m", "\u{202E}", "\u{200B}", "\u{2028}", "a\r"] {
      #expect(text.wholeMatch(of: regex) == nil, "\(text.debugDescription)")
    }
  }

  /// Nothing is compiled, and no cache restored, where a credential of the cluster is.
  @Test(arguments: [".github/workflows/production-job.yml", "ci/gitlab/production-job.yml"])
  func nothingIsCompiledBesideACredential(path: String) throws {
    let text = try String(contentsOf: inPackage(path), encoding: .utf8)
    for word in ["swift", "container:", "build-cache", "actions/cache", "cache:", ".build"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  /// Whatever is there before is there while something of the image could run.
  @Test func theImageIsVerifiedBeforeTheClusterIsReached() throws {
    let jobs = try #require(try PipelineFile(".github/workflows/production-job.yml").root["jobs"])
    for job in jobs.pairs {
      let steps = (job.value["steps"]?.items.map { $0 } ?? []).compactMap { step -> String? in
        let told = (step["uses"] ?? step["run"])?.text
        return [
          "actions/checkout", "ci/approval", "ci/verified-image", ".github/actions/cluster", "ci/pipeline",
        ]
        .first { told?.contains($0) == true }
      }
      let approval = job.key.text == "run" ? ["ci/approval"] : []
      #expect(
        steps == ["actions/checkout", "actions/checkout"] + approval
          + ["ci/verified-image", ".github/actions/cluster", "ci/pipeline"],
        "\(job.key.text)"
      )
    }
    let run = jobs["run"]?["steps"]?.items.map { $0 } ?? []
    for step in run where step["run"]?.text.contains("ci/approval") == false {
      #expect(step["env"]?["VERSION"]?.text == "${{ needs.plan.outputs.version }}")
    }
  }

  /// Whoever sees the cluster's credentials on GitLab comes after the job that verifies, which has none.
  @Test func gitLabsImageIsVerifiedInAJobWithoutCredentials() throws {
    let file = try PipelineFile("ci/gitlab/production-job.yml").root
    let verify = try #require(file["verify"])
    #expect(verify["id_tokens"] == nil && verify["environment"] == nil)
    // Which only fetches scripts.
    let package = try PipelineFile("ci/gitlab/package.yml").root[".package"]
    #expect(verify["extends"]?.text == ".package")
    #expect(package?.pairs.map(\.key.text) == ["before_script"])
    for name in ["plan", "run", "ask"] {
      let needs = (file[name]?["needs"] ?? file[".production-job"]?["needs"])?.items.map(\.text)
      #expect(needs?.first == "verify", "\(name)")
    }
  }

  /// Cancel must not wait for an approval while a run does harm.
  @Test func onlyTheRunWaitsForAnApproval() throws {
    let jobs = try PipelineFile(".github/workflows/production-job.yml").root["jobs"]
    #expect(
      jobs?.pairs.map { $0.value["environment"]?.text } == [
        "production-plan", "production", "production-plan",
      ]
    )
    let gitlab = try PipelineFile("ci/gitlab/production-job.yml").root
    #expect(gitlab["ask"]?["environment"]?["name"]?.text == "production-plan")
    let manual = gitlab.pairs.filter {
      $0.value["rules"]?.items.contains { $0["when"]?.text == "manual" } == true
    }
    #expect(manual.map(\.key.text) == ["run"])
  }
}
