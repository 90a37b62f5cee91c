import Foundation
import JSONTree
import Kubernetes
import TestSupport
import Triggering

extension ClusterJob {
  /// The package's own manifest, whose pod carries out a script.
  func files(_ script: String, _ change: (inout JSONValue) -> Void = { _ in }) throws -> JobFiles {
    try files(document: documentText(name: name, steps: "- materialize: {asset: dim_products}")) { spec in
      var pod = spec["template"]?["spec"] ?? .null
      var container = pod["containers"]?.elements.first ?? .null
      container["command"] = .array([.string("sh"), .string("-c"), .string(script)])
      if !isOurs {
        container["envFrom"] = nil
        pod["serviceAccountName"] = .string("default")
      }
      pod["terminationGracePeriodSeconds"] = .int(5)
      pod["containers"] = .array([container])
      spec["template"]?["spec"] = pod
      change(&spec)
    }
  }

  /// A document, and the package's own manifest for it.
  func files(document: String, _ change: (inout JSONValue) -> Void = { _ in }) throws -> JobFiles {
    let files = try Scene.files()
    var manifest = try JSONValue(yaml: files.manifest, file: "kubernetes.yaml")
    var spec = manifest["spec"] ?? .null
    spec["template"]?["spec"]?["volumes"] = .array([
      .object(["name": .string("job"), "configMap": .object(["name": .string(name)])])
    ])
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
