import Diagnostics
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing
import YAML

@Suite struct PipelineFileTests {
  @Test(arguments: PipelineFile.paths)
  func everyFileCanBeReadAndHasScripts(path: String) throws {
    #expect(!(try PipelineFile(path).scripts.isEmpty))
  }

  /// `${{ … }}` and `$[[ … ]]` would be put into the script's text before a shell reads it.
  @Test(arguments: PipelineFile.allScripts)
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
      try Data(("#!/bin/bash\n" + script.text + "\n").utf8).write(to: folder.appending(path: "script"))
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
      #expect(job.value["permissions"]?["contents"]?.text != "write")
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

  @Test func theFormsListTheJobs() throws {
    let names = allJobs.map(\.document.metadata.name).sorted()
    let github = try PipelineFile(".github/workflows/production-job.yml").root
    let choice = github["on"]?["workflow_dispatch"]?["inputs"]?["job"]?["options"]
    #expect(choice?.items.map(\.text) == names)
    let gitlab = try PipelineFile("ci/gitlab/pipeline.yml").root["variables"]?["JOB"]?["options"]
    #expect(gitlab?.items.map(\.text) == [""] + names)
  }
}
