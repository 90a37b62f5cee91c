import Diagnostics
import Emission
import Foundation
import TestSupport
import Testing
import YAML

/// What a new repository calls is there, gets what it takes, and may do what it does.
@Suite struct NewRepositoryPipelineTests {
  private static func text(_ path: String, at url: String) -> String? {
    let reference = PackageReference(url: url, version: "1.2.0")
    let repository = NewRepository(in: "jobs", package: reference)
    return repository.files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private static func document(_ text: String) throws -> Node {
    let reading = Reading(Array(text.utf8), file: "x.yml")
    try #require(reading.problems.map(\.description) == [])
    return try #require(reading.root)
  }

  private static func workflow(_ name: String) throws -> Node {
    let url = "https://github.com/acme/production-jobs"
    return try document(try #require(text(".github/workflows/\(name).yml", at: url)))
  }

  private func pairs(_ node: Node?) -> [(key: Node, value: Node)] { node?.pairs.map { $0 } ?? [] }

  private func keys(_ node: Node?) -> [String] { pairs(node).map(\.key.text) }

  @Test(arguments: ["catalog", "check", "production-job"])
  func whatIsCalledTakesWhatItIsGiven(name: String) throws {
    let caller = try Self.workflow(name)
    let called = try PipelineFile(".github/workflows/\(name).yml").root
    let call = try #require(called["on"]?["workflow_call"])
    let jobs = try #require(caller["jobs"])
    #expect(jobs.count == 1)
    let job = try #require(pairs(jobs).first?.value)
    #expect(job["uses"]?.text == "acme/production-jobs/.github/workflows/\(name).yml@1.2.0")
    let given = Set(keys(job["with"]))
    #expect(given.isSubset(of: keys(call["inputs"])))
    for input in pairs(call["inputs"]) where input.value["required"]?.text == "true" {
      #expect(given.contains(input.key.text))
    }
    #expect(keys(job["secrets"]) == keys(call["secrets"]))
  }

  /// A called workflow may do no more than what its caller may.
  @Test(arguments: ["catalog", "check", "production-job"])
  func theCallerMayDoWhatEachJobDoesAndNoMore(name: String) throws {
    let caller = try Self.workflow(name)
    #expect(caller["permissions"]?.count == 0)
    var needed: [String: String] = [:]
    for job in try #require(try PipelineFile(".github/workflows/\(name).yml").root["jobs"]).pairs {
      for (key, value) in job.value["permissions"]?.pairs.map({ ($0.key.text, $0.value.text) }) ?? [] {
        needed[key] = needed[key] == "write" ? "write" : value
      }
    }
    let permitted = pairs(pairs(caller["jobs"]).first?.value["permissions"])
    let given = Dictionary(uniqueKeysWithValues: permitted.map { ($0.key.text, $0.value.text) })
    #expect(given == needed)
  }

  /// The form is the one thing that each repository has to have itself.
  @Test func theFormsAreOurs() throws {
    let ours = try PipelineFile(".github/workflows/production-job.yml").root["on"]?["workflow_dispatch"]?[
      "inputs"
    ]
    let theirs = try Self.workflow("production-job")["on"]?["workflow_dispatch"]?["inputs"]
    #expect(keys(theirs) == keys(ours))
    for name in keys(ours) {
      for key in ["type", "required", "default"] {
        #expect(theirs?[name]?[key]?.text == ours?[name]?[key]?.text, "\(name).\(key)")
      }
      let options = theirs?[name]?["options"]?.items.map(\.text)
      #expect(options == ours?[name]?["options"]?.items.map(\.text))
    }
    for trigger in ["schedule", "workflow_dispatch"] {
      #expect(try Self.workflow("catalog")["on"]?[trigger] != nil)
    }
  }

  private static func gitLab() throws -> (form: Node, pipeline: Node) {
    let all = try #require(text(".gitlab-ci.yml", at: "https://gitlab.com/acme/production-jobs"))
    let parts = all.split(separator: "\n---\n", maxSplits: 1)
    // The reader takes no anchors, which are what has the version stand there once.
    let anchored = String(parts[1]).replacing("&version ", with: "").replacing("*version", with: "\"1.2.0\"")
    return (try document(String(parts[0])), try document(anchored))
  }

  @Test func gitLabsFormIsOurs() throws {
    let ours = try PipelineFile("ci/gitlab/pipeline.yml").header?["spec"]?["inputs"]
    let theirs = try Self.gitLab().form["spec"]?["inputs"]
    #expect(keys(theirs) == keys(ours))
    for name in keys(ours) {
      for key in ["default", "regex"] {
        #expect(theirs?[name]?[key]?.text == ours?[name]?[key]?.text, "\(name).\(key)")
      }
      let options = theirs?[name]?["options"]?.items.map(\.text)
      #expect(options == ours?[name]?["options"]?.items.map(\.text))
    }
  }

  @Test func whatGitLabIncludesTakesWhatItIsGiven() throws {
    let includes = try #require(try Self.gitLab().pipeline["include"]).items.map { $0 }
    #expect(includes.count == 3)
    for include in includes {
      #expect(include["project"]?.text == "acme/production-jobs" && include["ref"]?.text == "1.2.0")
      let file = try PipelineFile(try #require(include["file"]?.text))
      let inputs = file.header?["spec"]?["inputs"]
      #expect(Set(keys(include["inputs"])).isSubset(of: keys(inputs)), "\(file.path)")
      for input in pairs(inputs) where input.value["default"] == nil {
        #expect(include["inputs"]?[input.key.text] != nil, "\(file.path): \(input.key.text)")
      }
    }
    let package = includes[0]["inputs"]
    #expect(package?["project"]?.text == "acme/production-jobs" && package?["version"]?.text == "1.2.0")
    #expect(package?["image"]?.text == "registry.gitlab.com/acme/production-jobs/runner")
    #expect(package?["image-project"]?.text == "acme/production-jobs")
  }

  /// Nothing else builds or runs anything: no logic is copied.
  @Test func nothingOfALogicStandsThere() throws {
    for (path, url) in [
      (".github/workflows/check.yml", "github.com"), (".github/workflows/catalog.yml", "github.com"),
      (".github/workflows/production-job.yml", "github.com"), (".gitlab-ci.yml", "gitlab.com"),
    ] {
      let text = try #require(Self.text(path, at: "https://\(url)/acme/production-jobs"))
      for word in ["run:", "script:", "steps:", "ci/verified-image"] {
        #expect(!text.contains("\n    \(word)") && !text.contains("\n  \(word)"), "\(path): \(word)")
      }
    }
  }
}
