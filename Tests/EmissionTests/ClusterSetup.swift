import Diagnostics
import Foundation
import TestSupport
import Testing
import YAML

/// The objects of `ci/kubernetes`, as they stand in its files.
struct ClusterSetup {
  /// By `Kind/name`.
  private(set) var objects: [String: Node] = [:]

  init() throws {
    let folder = inPackage("ci/kubernetes")
    let kustomization = try Self.documents("kustomization.yaml")
    let used = kustomization.first?["resources"]?.items.compactMap(\.text) ?? []
    let others = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") && $0 != "kustomization.yaml" && !used.contains($0) }
    try #require(
      others.isEmpty || others == ["settings-plan.yaml"],
      "each file is used, but for settings of plans"
    )
    for file in used + others {
      for root in try Self.documents(file) {
        let name = try #require(root["metadata"]?["name"]?.text)
        objects["\(try #require(root["kind"]?.text))/\(name)"] = root
      }
    }
  }

  private static func documents(_ file: String) throws -> [Node] {
    let path = "ci/kubernetes/\(file)"
    let text = try String(contentsOf: inPackage(path), encoding: .utf8)
    return try text.components(separatedBy: "\n---\n").enumerated().map { index, document in
      let reading = Reading(Array(document.utf8), file: "\(path) (\(index + 1))")
      try #require(reading.problems.map(\.description) == [])
      return try #require(reading.root)
    }
  }

  /// What a Role allows: `configmaps: get,list`.
  func rules(of role: String) throws -> [String] {
    try #require(objects["Role/\(role)"]?["rules"]).items.map { rule in
      ["resources", "verbs"].map { rule[$0]?.items.map(\.text).joined(separator: ",") ?? "" }
        .joined(separator: ": ")
    }
  }

  /// The names of a kind.
  func names(of kind: String) -> [String] {
    objects.keys.filter { $0.hasPrefix("\(kind)/") }.map { String($0.dropFirst(kind.count + 1)) }.sorted()
  }

  /// Whether nobody has said yet where the image, Dagster and the API server are.
  static let isAsShipped =
    (try? String(contentsOf: inPackage("ci/kubernetes/admission-jobs.yaml"), encoding: .utf8))?
    .contains("OWNER/NAME") == true
}
