internal import Diagnostics
internal import JSONTree
internal import Kubernetes
internal import YAML

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A folder that `kubectl kustomize` makes the same objects from, to look at or to create by hand.
package struct Overlay: Sendable {
  private let request: TriggerRequest
  private let files: JobFiles
  private let job: Job
  private let document: ConfigMap
  /// The places of the volumes that a plan doesn't have, of which the mounts have the same.
  private let secrets: [Int]

  /// - Parameter id: as for a start.
  package init(_ request: TriggerRequest, _ files: JobFiles, id: String) throws(Refusal) {
    self.request = request
    self.files = files
    let objects = try JobObjects(request, files)
    job = objects.job(attempt: 1, id: id)
    document = objects.document
    secrets = objects.manifestVolumes.indices.filter { !PlanPod.has(objects.manifestVolumes[$0]) }
  }

  /// Writes `kustomization.yaml`, and the job's files under `base`.
  ///
  /// - Throws: `Refusal` where the folder can't be written.
  package func write(to folder: String) throws(Refusal) {
    let root = URL(fileURLWithPath: folder)
    let base = root.appendingPathComponent("base")
    let contents = [
      (base.appendingPathComponent("job.yaml"), files.document),
      (base.appendingPathComponent("kubernetes.yaml"), files.manifest),
      (base.appendingPathComponent("kustomization.yaml"), files.kustomization),
      (root.appendingPathComponent("kustomization.yaml"), kustomization),
    ]
    do {
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
      for (url, bytes) in contents { try Data(bytes).write(to: url) }
    } catch {
      throw .usage("--write-overlay: \(fileWords(for: error))")
    }
  }

  private var kustomization: [UInt8] {
    var writer = Writer()
    writer.beginMapping()
    writer.pair("apiVersion", "kustomize.config.k8s.io/v1beta1")
    writer.pair("kind", "Kustomization")
    writer.pair("namespace", request.namespace)
    writer.key("resources")
    writer.beginSequence()
    writer.string("base")
    writer.endSequence()
    if let image = request.image { write(image, to: &writer) }
    writer.key("patches")
    writer.beginSequence()
    write(patchOfJob, to: "Job", &writer)
    let labels = JSONValue.strings(document.metadata.labels ?? [:])
    write(
      [("add", "/immutable", .bool(true)), ("add", "/metadata/labels", labels)],
      to: "ConfigMap",
      &writer
    )
    writer.endSequence()
    writer.endMapping()
    return writer.finish(header: ["Made by ci/trigger \(files.job) from the commit \(files.commit)."])
  }

  private func write(_ image: ImageReference, to writer: inout Writer) {
    writer.key("images")
    writer.beginSequence()
    writer.beginMapping()
    writer.pair("name", "production-jobs-runner")
    writer.pair("newName", image.repository)
    writer.pair(image.isDigest ? "digest" : "newTag", image.version)
    writer.endMapping()
    writer.endSequence()
  }

  private typealias Operation = (op: String, path: String, value: JSONValue)

  private var patchOfJob: [Operation] {
    let metadata = job.metadata
    let template = job.spec?["template"] ?? .null
    let pod = template["spec"] ?? .null
    let container = pod["containers"]?.elements.first ?? .null
    let path = "/spec/template/spec/containers/0"
    let changes: [Operation] = [
      ("replace", "/metadata/name", .string(metadata.name)),
      ("add", "/metadata/labels", .strings(metadata.labels ?? [:])),
      ("add", "/metadata/annotations", .strings(metadata.annotations ?? [:])),
      ("add", "/spec/activeDeadlineSeconds", job.spec?["activeDeadlineSeconds"] ?? .null),
      ("add", "/spec/ttlSecondsAfterFinished", job.spec?["ttlSecondsAfterFinished"] ?? .null),
      ("add", "/spec/template/metadata/labels", template["metadata"]?["labels"] ?? .null),
      ("replace", "\(path)/args", container["args"] ?? .null),
      ("add", "\(path)/env", container["env"] ?? .null),
    ]
    return changes + changesOfPlan(pod, container: path) + changesOfCancel(pod)
  }

  private func changesOfPlan(_ pod: JSONValue, container: String) -> [Operation] {
    guard request.mode == .plan, let settings = pod["containers"]?.elements.first?["envFrom"] else {
      return []
    }
    return [
      ("replace", "/spec/template/spec/serviceAccountName", pod["serviceAccountName"] ?? .null),
      ("replace", "\(container)/envFrom", settings),
    ]
      + secrets.reversed().flatMap { index -> [Operation] in
        [
          ("remove", "/spec/template/spec/volumes/\(index)", .null),
          ("remove", "\(container)/volumeMounts/\(index)", .null),
        ]
      }
  }

  private func changesOfCancel(_ pod: JSONValue) -> [Operation] {
    (pod["volumes"]?.elements ?? []).enumerated().compactMap { index, volume in
      volume["configMap"]?["optional"].map {
        ("add", "/spec/template/spec/volumes/\(index)/configMap/optional", $0)
      }
    }
  }

  /// The patch is JSON, which is YAML as well.
  private func write(_ operations: [Operation], to kind: String, _ writer: inout Writer) {
    let patch = operations.map { operation in
      JSONValue.object([
        "op": .string(operation.op), "path": .string(operation.path), "value": operation.value,
      ])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let json =
      (try? encoder.encode(JSONValue.array(patch))).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    writer.beginMapping()
    writer.key("target")
    writer.beginMapping()
    writer.pair("kind", kind)
    writer.endMapping()
    if kind == "Job" {
      writer.key("options")
      writer.beginMapping()
      writer.key("allowNameChange")
      writer.boolean(true)
      writer.endMapping()
    }
    writer.pair("patch", json)
    writer.endMapping()
  }
}

extension Writer {
  fileprivate mutating func pair(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }
}
