import Diagnostics
import Foundation
import TestSupport
import Testing
import YAML

/// A pipeline's file and the scripts that its server would run from it.
struct PipelineFile {
  let path: String
  let root: Node
  /// What stands before GitLab's configuration, in a document of its own: the inputs.
  let header: Node?

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: inPackage(path), encoding: .utf8)
    let parts = text.split(separator: "\n---\n", maxSplits: 1).map(String.init)
    root = try Self.document(parts[parts.count - 1], path)
    header = parts.count == 2 ? try Self.document(parts[0], path) : nil
  }

  private static func document(_ text: String, _ path: String) throws -> Node {
    let reading = Reading(Array(text.utf8), file: path)
    try #require(reading.problems.map(\.description) == [])
    return try #require(reading.root)
  }

  /// A script, the environment that its own step or job adds, and the path of the value.
  struct Script: CustomTestStringConvertible, Sendable {
    var file: String
    var place: String
    var text: String
    var environment: [String: String]

    var testDescription: String { "\(file): \(place)" }
  }

  /// GitHub: `run` of each step. GitLab: `script` and `before_script` of each job, its lines joined.
  var scripts: [Script] {
    let steps = root["runs"]?["steps"].map { [("runs", $0)] } ?? []
    let jobs = root["jobs"]?.pairs.compactMap { job in job.value["steps"].map { (job.key.text, $0) } } ?? []
    let github = (jobs + steps).flatMap { job, steps in
      steps.items.compactMap { step in
        step["run"].map {
          Script(file: path, place: "\(job)", text: $0.text, environment: texts(step["env"]))
        }
      }
    }
    let gitlab = root.pairs.flatMap { job in
      ["before_script", "script"].compactMap { key in
        job.value[key].map {
          let text = $0.items.map(\.text).joined(separator: "\n")
          return Script(file: path, place: "\(job.key.text).\(key)", text: text, environment: [:])
        }
      }
    }
    return github + (root["jobs"] == nil && root["runs"] == nil ? gitlab : [])
  }

  private func texts(_ node: Node?) -> [String: String] {
    Dictionary(node?.pairs.map { ($0.key.text, $0.value.text) } ?? []) { first, _ in first }
  }

  static let paths = [
    ".github/workflows/catalog.yml", ".github/workflows/check.yml", ".github/workflows/image.yml",
    ".github/workflows/production-job.yml",
    ".github/actions/build-cache/action.yml", ".github/actions/cluster/action.yml", "ci/gitlab/check.yml",
    "ci/gitlab/image.yml",
    "ci/gitlab/package.yml", "ci/gitlab/production-job.yml",
  ]

  static let allScripts = paths.flatMap { (try? PipelineFile($0).scripts) ?? [] }
}
