internal import Contract
internal import Diagnostics
internal import JSONTree
package import Kubernetes
import Ledger

/// The objects that carry a request out: the document, and the Job of one attempt.
package struct JobObjects: Sendable {
  /// The document, named by its content: another document is another object. It can't be changed, serves every
  /// attempt, and stays as the ledger does.
  package let document: ConfigMap
  /// The document's digest, by which the ledger knows it.
  let digest: String
  private let request: TriggerRequest
  private let commit: String?
  private let image: String?
  private let manifest: JSONValue

  /// - Throws: `Refusal` where `job.yaml` is no job, or `kubernetes.yaml` no Job of this name.
  package init(_ request: TriggerRequest, _ files: JobFiles) throws(Refusal) {
    let path = "\(files.folder)/kubernetes.yaml"
    manifest = try JSONValue(yaml: files.manifest, file: path)
    guard manifest["kind"]?.text == "Job", manifest["metadata"]?["name"]?.text == files.job,
      manifest["spec"]?["template"]?["spec"]?["containers"]?.elements.isEmpty == false
    else { throw .document("\(path): expected a Kubernetes Job named \(files.job) with a container") }
    digest = try files.documentDigest()
    let data = ["job.yaml": String(decoding: files.document, as: UTF8.self)]
    document = ConfigMap(
      metadata: ObjectMetadata(
        name: "\(files.job)-\(ConfigMap.contentHash(of: data))",
        labels: [
          Label.name: Label.ownName, Label.instance: files.job, Label.component: "document",
          Label.managedBy: "production-jobs-trigger",
        ]
      ),
      data: data,
      immutable: true
    )
    self.request = request
    (commit, image) = (files.commit, request.image?.description)
  }

  /// What stops a job like the Job that carries it out: in its image, by its account, with its settings.
  ///
  /// What the cluster has added to a Job that it took is left out, and would be refused in another; so is what emit leaves to
  /// it, such as how many pods there are, which somebody may have set to none.
  init(_ request: TriggerRequest, stopping live: Job) {
    var spec = live.spec ?? [:]
    for key in ["selector", "suspend", "manualSelector", "parallelism", "completions", "completionMode"] {
      spec[key] = nil
    }
    spec["template"]?["metadata"] = nil
    var container = spec["template"]?["spec"]?["containers"]?.elements.first ?? [:]
    let own = container["env"]?.elements.filter { !($0["name"]?.text ?? "").hasPrefix("JOB_") } ?? []
    container["env"] = .array(own)
    spec["template"]?["spec"]?["containers"] = [container]
    let notes = live.metadata.annotations ?? [:]
    manifest = [
      "metadata": [
        "labels": .strings((live.metadata.labels ?? [:]).filter { $0.key.hasPrefix(Label.commonPrefix) }),
        "annotations": .strings(
          notes.filter { [Annotation.owner, Annotation.reason].contains($0.key) }
        ),
      ],
      "spec": spec,
    ]
    document = ConfigMap(metadata: ObjectMetadata(name: notes[Annotation.document] ?? request.job), data: nil)
    (digest, commit) = ("", notes[Annotation.commit])
    image = request.image?.description ?? container["image"]?.text
    self.request = request
  }

  /// The memory that the runner's container may take: `256Mi`.
  var memoryLimit: String? { manifest["spec"]?.memoryLimit }

  /// The Job of an attempt.
  ///
  /// - Parameters:
  ///   - attempt: counted from 1.
  ///   - id: unique to who creates it.
  package func job(attempt: Int, id: String) -> Job {
    let labels = manifest["metadata"]?["labels"]?.texts ?? [:]
    let annotations = manifest["metadata"]?["annotations"]?.texts ?? [:]
    return Job(
      metadata: ObjectMetadata(
        name: AttemptName(job: request.job, mode: request.mode).text(attempt),
        labels: labels.merging(ownLabels) { $1 },
        annotations: annotations.merging(self.annotations(id: id)) { $1 }
      ),
      spec: spec
    )
  }

  private var ownLabels: [String: String] {
    var labels = [Label.instance: request.job, Label.component: request.mode.component]
    labels[Label.version] = request.image?.versionLabel
    return labels
  }

  private func annotations(id: String) -> [String: String] {
    let entries = [
      (Annotation.id, id),
      (Annotation.document, document.metadata.name),
      (Annotation.commit, commit),
      (Annotation.image, image),
      (Annotation.actor, request.provenance.actor),
      (Annotation.approver, request.provenance.approver),
      (Annotation.pipeline, request.provenance.pipelineURL),
      (Annotation.plan, request.plan),
      (Annotation.triggerReason, request.reason),
    ]
    return Dictionary(entries.compactMap { key, value in value.map { (key, $0) } }) { $1 }
  }

  private var spec: JSONValue {
    var spec = manifest["spec"] ?? [:]
    if request.mode != .run {
      // What asks or stops is done within the hour, or something is wrong; and nothing is looked up in it later.
      spec["activeDeadlineSeconds"] = .int(3600)
      spec["ttlSecondsAfterFinished"] = .int(3600)
    }
    var template = spec["template"] ?? [:]
    var pod = template["spec"] ?? [:]
    pod["containers"] = .array(
      (pod["containers"]?.elements ?? []).enumerated().map { $0 == 0 ? container($1) : $1 }
    )
    let volumes = pod["volumes"]?.elements ?? []
    pod["volumes"] = .array((request.mode == .plan ? volumes.filter(PlanPod.has) : volumes).map(volume))
    if request.mode == .plan, let account = pod["serviceAccountName"]?.text {
      pod["serviceAccountName"] = .string(PlanPod.name(of: account))
    }
    template["spec"] = pod
    var metadata = template["metadata"] ?? [:]
    let labels = (metadata["labels"]?.texts ?? [:]).merging(ownLabels) { $1 }
    metadata["labels"] = .strings(labels)
    template["metadata"] = metadata
    spec["template"] = template
    return spec
  }

  private func container(_ manifest: JSONValue) -> JSONValue {
    var container = manifest
    container["image"] = image.map(JSONValue.string)
    container["args"] = .strings(arguments)
    if request.mode == .plan, let settings = container["envFrom"]?.elements {
      container["envFrom"] = .array(settings + PlanPod.settings(after: settings))
    }
    if request.mode == .plan, let mounts = container["volumeMounts"]?.elements {
      let left = manifestVolumes.filter { !PlanPod.has($0) }.map { $0["name"] }
      container["volumeMounts"] = .array(mounts.filter { !left.contains($0["name"]) })
    }
    container["env"] = .array(
      (container["env"]?.elements ?? [])
        + environment.map { name, value in
          ["name": .string(name), "value": .string(value)]
        }
    )
    return container
  }

  /// The volumes of the job's manifest.
  var manifestVolumes: [JSONValue] { manifest["spec"]?["template"]?["spec"]?["volumes"]?.elements ?? [] }

  private func volume(_ manifest: JSONValue) -> JSONValue {
    let name = manifest["configMap"]?["name"]?.text
    guard name == request.job || name == document.metadata.name else { return manifest }
    var volume = manifest
    volume["configMap"]?["name"] = .string(document.metadata.name)
    // A cancellation doesn't read it: it must not wait for one that was deleted.
    if request.mode == .cancel { volume["configMap"]?["optional"] = true }
    return volume
  }

  /// What `runner` is told. None of it can hold a `$`, which Kubernetes would expand.
  var arguments: [String] {
    switch request.mode {
    case .run:
      ["run", "/job/job.yaml"] + (request.plan.map { ["--plan", $0] } ?? [])
        + (request.resumesCanceled ? ["--resume-canceled"] : [])
    case .plan: ["plan", "/job/job.yaml"]
    case .cancel: ["cancel", request.job]
    case .status: ["status", request.job]
    case .history: ["history"]
    }
  }

  /// The runner takes settings of one line, of what can be seen.
  private static func oneLine(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.isHidden ? " " : Character($0) })
  }

  /// Where the attempt comes from. Kubernetes expands `$(NAME)` in values, and takes `$$` for `$`:
  /// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
  var environment: [(name: String, value: String)] {
    let entries = [
      ("JOB_ACTOR", request.provenance.actor),
      ("JOB_APPROVER", request.provenance.approver),
      ("JOB_COMMIT", commit),
      ("JOB_IMAGE", image),
      ("JOB_PIPELINE_URL", request.provenance.pipelineURL),
      ("JOB_REASON", request.reason.map(Self.oneLine)),
    ]
    return entries.compactMap { name, value in
      value.map { (name, $0.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")) }
    }
  }
}

extension JSONValue {
  /// The memory that the first container of a Job's specification may take.
  var memoryLimit: String? {
    self["template"]?["spec"]?["containers"]?.elements.first?["resources"]?["limits"]?["memory"]?.text
  }
}
