import Foundation
import Kubernetes
import Triggering

extension ClusterJob {
  /// The package's own manifest, whose pod carries out a script.
  func files(_ script: String, _ change: (inout Untyped) -> Void = { _ in }) throws -> JobFiles {
    try files(document: "job: \(name)\n") { spec in
      var pod = spec["template"]?["spec"] ?? .null
      var container = pod["containers"]?.items.first ?? .null
      container["command"] = .list([.string("sh"), .string("-c"), .string(script)])
      if !isOurs {
        container["envFrom"] = nil
        pod["serviceAccountName"] = .string("default")
      }
      pod["terminationGracePeriodSeconds"] = .integer(5)
      pod["containers"] = .list([container])
      spec["template"]?["spec"] = pod
      change(&spec)
    }
  }

  /// A document, and the package's own manifest for it.
  func files(document: String, _ change: (inout Untyped) -> Void = { _ in }) throws -> JobFiles {
    let files = try Scene.files()
    var manifest = try Untyped(yaml: files.manifest, file: "kubernetes.yaml")
    var spec = manifest["spec"] ?? .null
    spec["template"]?["spec"]?["volumes"] = .list([
      .map(["name": .string("job"), "configMap": .map(["name": .string(name)])])
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
