public import JSONTree
import Synchronization

extension Kind {
  /// https://kubernetes.io/docs/concepts/workloads/controllers/job/: the name is a label's value of its pods.
  static let jobs = Kind(apiVersion: "batch/v1", kind: "Job", plural: "jobs") { object throws(Status) in
    let name = object["metadata"]?["name"]?.text ?? ""
    guard name.utf8.count <= 63 else {
      throw .invalid(
        "Job",
        name,
        "spec.template.labels: Invalid value: \"\(name)\": must be no more than 63 bytes"
      )
    }
    guard case .object = object["spec"]?["template"]?["spec"] else {
      throw .invalid("Job", name, "spec.template.spec.containers: Required value")
    }
    for (key, value) in object["metadata"]?["labels"]?.texts ?? [:] where !Self.isLabelValue(value) {
      throw .invalid(
        "Job",
        name,
        "metadata.labels: Invalid value: \"\(value)\": a valid label must … (\(key))"
      )
    }
  }

  static let pods = Kind(apiVersion: "v1", kind: "Pod", plural: "pods") { _ in }

  static let events = Kind(apiVersion: "v1", kind: "Event", plural: "events") { _ in }

  private static func isLabelValue(_ text: String) -> Bool {
    let isEnd = { (character: Character) in character.isASCII && (character.isLetter || character.isNumber) }
    return text.isEmpty
      || text.utf8.count <= 63 && [text.first, text.last].allSatisfy { $0.map(isEnd) ?? false }
        && text.allSatisfy { isEnd($0) || "-_.".contains($0) }
  }
}

extension FakeKubernetes {
  /// The Jobs of a namespace by name.
  public func jobs(in namespace: String) -> [String: JSONValue] { objects("jobs", in: namespace) }

  /// Says what becomes of each Job that is created from now on: the part of the controller and of the node.
  public func onJob(_ script: @escaping @Sendable (FakeWorkload) async -> Void) {
    settings.withLock { $0.script = script }
  }

  /// Changes a Job by hand.
  public func editJob(_ name: String, in namespace: String, _ change: (inout JSONValue) -> Void) {
    edit("jobs", name, in: namespace, change)
  }

  func objects(_ resource: String, in namespace: String) -> [String: JSONValue] {
    store.withLock { store in
      Dictionary(
        uniqueKeysWithValues: store.objects
          .filter { $0.key.resource == resource && $0.key.namespace == namespace }
          .map { ($0.key.name, $0.value) }
      )
    }
  }

  /// Changes an object that is there; making it null removes it.
  ///
  /// - Parameter creates: whether it is made where it isn't there.
  func edit(
    _ resource: String,
    _ name: String,
    in namespace: String,
    creates: Bool = false,
    _ edit: (inout JSONValue) -> Void
  ) {
    store.withLock { store in
      let key = ObjectStore.Key(resource: resource, namespace: namespace, name: name)
      guard creates || store.objects[key] != nil else { return }
      var object = store.objects[key] ?? ["metadata": ["name": .string(name)]]
      edit(&object)
      object["metadata"]?["resourceVersion"] = .string(store.nextVersion())
      store.objects[key] = object == .null ? nil : object
    }
  }

  /// What a request sets in motion once it is carried out.
  func react(to request: FakeRequest, _ answer: FakeAnswer) {
    guard let target = request.target, target.resource == "jobs", answer.status < 300 else { return }
    switch request.verb {
    case "create":
      guard let script = settings.withLock(\.script), let job = JSONValue(json: answer.body) else { return }
      let workload = FakeWorkload(self, job, in: target.namespace)
      Task { await script(workload) }
    case "delete":
      // Without a policy a Job's pods stay.
      guard let options = JSONValue(json: request.body), options["propagationPolicy"]?.text != nil else {
        return
      }
      for (name, pod) in objects("pods", in: target.namespace)
      where pod["metadata"]?["labels"]?["batch.kubernetes.io/job-name"]?.text == target.name {
        edit("pods", name, in: target.namespace) { $0 = .null }
      }
    default: break
    }
  }
}
