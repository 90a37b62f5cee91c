internal import Execution
package import Kubernetes

/// The objects that carry a request out: the document, and the Job of one attempt.
package struct JobObjects: Sendable {
  /// The document, named by its content: another document is another object. It can't be changed, serves every
  /// attempt, and stays as the ledger does.
  package let document: ConfigMap
  private let request: TriggerRequest
  private let files: JobFiles
  private let manifest: Untyped

  /// - Throws: `Refusal` where `kubernetes.yaml` is no Job of this name.
  package init(_ request: TriggerRequest, _ files: JobFiles) throws(Refusal) {
    let path = "generated/\(files.job)/kubernetes.yaml"
    manifest = try Untyped(yaml: files.manifest, file: path)
    guard manifest["kind"]?.text == "Job", manifest["metadata"]?["name"]?.text == files.job,
      manifest["spec"]?["template"]?["spec"]?["containers"]?.items.isEmpty == false
    else { throw .document("\(path): expected a Kubernetes Job named \(files.job) with a container") }
    let data = ["job.yaml": String(decoding: files.document, as: UTF8.self)]
    document = ConfigMap(
      metadata: ObjectMetadata(name: "\(files.job)-\(ConfigMap.contentHash(of: data))"),
      data: data,
      immutable: true
    )
    self.request = request
    self.files = files
  }

  /// The Job of an attempt.
  ///
  /// - Parameters:
  ///   - attempt: counted from 1.
  ///   - id: unique to who creates it.
  package func job(attempt: Int, id: String) -> Job {
    let labels = manifest["metadata"]?["labels"].flatMap(Self.texts) ?? [:]
    let annotations = manifest["metadata"]?["annotations"].flatMap(Self.texts) ?? [:]
    return Job(
      metadata: ObjectMetadata(
        name: AttemptName(job: files.job, mode: request.mode).text(attempt),
        labels: labels.merging(ownLabels) { $1 },
        annotations: annotations.merging(self.annotations(id: id)) { $1 }
      ),
      spec: spec
    )
  }

  private static func texts(_ map: Untyped) -> [String: String]? {
    guard case .map(let entries) = map else { return nil }
    return entries.compactMapValues(\.text)
  }

  private var ownLabels: [String: String] {
    var labels = [Label.instance: files.job, Label.component: request.mode.component]
    labels[Label.version] = request.image?.versionLabel
    return labels
  }

  private func annotations(id: String) -> [String: String] {
    let entries = [
      (Annotation.id, id),
      (Annotation.document, document.metadata.name),
      (Annotation.commit, files.commit),
      (Annotation.image, request.image?.description),
      (Annotation.actor, request.provenance.actor),
      (Annotation.pipeline, request.provenance.pipelineURL),
      (Annotation.plan, request.plan),
      (Annotation.triggerReason, request.reason),
    ]
    return Dictionary(entries.compactMap { key, value in value.map { (key, $0) } }) { $1 }
  }

  private var spec: Untyped {
    var spec = manifest["spec"] ?? .map([:])
    // What asks or stops is done within the hour, or something is wrong.
    if request.mode != .run { spec["activeDeadlineSeconds"] = .integer(3600) }
    var template = spec["template"] ?? .map([:])
    var pod = template["spec"] ?? .map([:])
    pod["containers"] = .list(
      (pod["containers"]?.items ?? []).enumerated().map { $0 == 0 ? container($1) : $1 }
    )
    pod["volumes"] = .list((pod["volumes"]?.items ?? []).map(volume))
    template["spec"] = pod
    var metadata = template["metadata"] ?? .map([:])
    let labels = (metadata["labels"].flatMap(Self.texts) ?? [:]).merging(ownLabels) { $1 }
    metadata["labels"] = .map(labels.mapValues(Untyped.string))
    template["metadata"] = metadata
    spec["template"] = template
    return spec
  }

  private func container(_ manifest: Untyped) -> Untyped {
    var container = manifest
    container["image"] = request.image.map { .string($0.description) }
    container["args"] = .list(arguments.map(Untyped.string))
    container["env"] = .list(
      (container["env"]?.items ?? [])
        + environment.map { name, value in
          .map(["name": .string(name), "value": .string(value)])
        }
    )
    return container
  }

  private func volume(_ manifest: Untyped) -> Untyped {
    guard manifest["configMap"]?["name"]?.text == files.job else { return manifest }
    var volume = manifest
    volume["configMap"]?["name"] = .string(document.metadata.name)
    return volume
  }

  /// What `runner` is told. None of it can hold a `$`, which Kubernetes would expand.
  var arguments: [String] {
    switch request.mode {
    case .run:
      ["run", "/job/job.yaml"] + (request.plan.map { ["--plan", $0] } ?? [])
        + (request.resumesCanceled ? ["--resume-canceled"] : [])
    case .plan: ["plan", "/job/job.yaml"]
    case .cancel: ["cancel", files.job]
    case .status: ["status", files.job]
    }
  }

  /// Where the attempt comes from. Kubernetes expands `$(NAME)` in values, and takes `$$` for `$`:
  /// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
  var environment: [(name: String, value: String)] {
    let entries = [
      ("JOB_ACTOR", request.provenance.actor),
      ("JOB_COMMIT", files.commit),
      ("JOB_IMAGE", request.image?.description),
      ("JOB_PIPELINE_URL", request.provenance.pipelineURL),
    ]
    return entries.compactMap { name, value in
      value.map { (name, $0.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")) }
    }
  }
}
