import Foundation
import JSONTree
import Kubernetes
import TestSupport
import Triggering

extension ClusterJob {
  /// The package's own manifest, whose pod carries out a script.
  func files(_ script: String, _ change: (inout JSONValue) -> Void = { _ in }) throws -> JobFiles {
    try .scripted(name, script) { spec in
      if !isOurs {
        spec.changePod { pod in
          pod["containers"] = .array(
            (pod["containers"]?.elements ?? []).map { $0.without("envFrom") }
          )
          pod["serviceAccountName"] = .string("default")
        }
      }
      change(&spec)
    }
  }

  /// A document, and the package's own manifest for it.
  func files(document: String, _ change: (inout JSONValue) -> Void = { _ in }) throws -> JobFiles {
    try .standIn(name, document: document, change)
  }
}

extension JobFiles {
  /// A job whose pod carries out a script.
  static func scripted(
    _ name: String,
    _ script: String,
    _ change: (inout JSONValue) -> Void = { _ in }
  ) throws -> JobFiles {
    let document = documentText(name: name, steps: "- materialize: {asset: dim_products}")
    return try standIn(name, document: document) { spec in
      spec.changePod { pod in
        var container = pod["containers"]?.elements.first ?? .null
        container["command"] = .array([.string("sh"), .string("-c"), .string(script)])
        pod["terminationGracePeriodSeconds"] = .int(5)
        pod["containers"] = .array([container])
      }
      change(&spec)
    }
  }

  static func standIn(_ name: String, document: String, _ change: (inout JSONValue) -> Void) throws
    -> JobFiles
  {
    let files = try Scene.files()
    var manifest = try JSONValue(yaml: files.manifest, file: "kubernetes.yaml")
    var spec = manifest["spec"] ?? .null
    spec.changePod { pod in
      pod["volumes"] = .array([
        .object(["name": .string("job"), "configMap": .object(["name": .string(name)])])
      ])
    }
    change(&spec)
    manifest["spec"] = spec
    manifest["metadata"]?["name"] = .string(name)
    return JobFiles(
      job: name,
      commit: files.commit,
      document: Array(document.utf8),
      manifest: Array(try JSONEncoder().encode(manifest)),
      kustomization: files.kustomization
    )
  }
}

extension JSONValue {
  /// Of a Job's spec.
  fileprivate mutating func changePod(_ change: (inout JSONValue) -> Void) {
    var pod = self["template"]?["spec"] ?? .null
    change(&pod)
    self["template"]?["spec"] = pod
  }

  fileprivate func without(_ key: String) -> JSONValue {
    var value = self
    value[key] = nil
    return value
  }
}
