public import JSONTree
import Synchronization

extension Kind {
  /// https://kubernetes.io/docs/concepts/configuration/configmap/: at most 1 MiB, and only text.
  static let configMaps = Kind(apiVersion: "v1", kind: "ConfigMap", plural: "configmaps") {
    object throws(Status) in
    let name = object["metadata"]?["name"]?.text ?? ""
    if case .object(let members) = object["data"], members.values.contains(where: { $0.text == nil }) {
      throw .badRequest(
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal"
      )
    }
    let size = (object["data"]?.texts ?? [:]).values.reduce(0) { $0 + $1.utf8.count }
    guard size <= 1_048_576 else {
      throw .invalid("ConfigMap", name, "[]: Too long: may not be more than 1048576 bytes")
    }
    for (key, value) in object["metadata"]?["labels"]?.texts ?? [:] {
      guard value.utf8.count <= 63 else {
        throw .invalid(
          "ConfigMap",
          name,
          "metadata.labels: Invalid value: \"\(value)\": must be no more than 63 bytes (\(key))"
        )
      }
    }
  }
}

extension FakeKubernetes {
  /// The ConfigMaps of a namespace by name, as they would be written in JSON.
  public func configMaps(in namespace: String) -> [String: JSONValue] {
    store.withLock { store in
      Dictionary(
        uniqueKeysWithValues: store.objects
          .filter { $0.key.resource == "configmaps" && $0.key.namespace == namespace }
          .map { ($0.key.name, $0.value) }
      )
    }
  }

  /// Changes a ConfigMap by hand, or removes it by making it null.
  public func editConfigMap(_ name: String, in namespace: String, _ edit: @Sendable (inout JSONValue) -> Void)
  {
    store.withLock { store in
      let key = ObjectStore.Key(resource: "configmaps", namespace: namespace, name: name)
      var object =
        store.objects[key] ?? ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]]
      edit(&object)
      object["metadata"]?["resourceVersion"] = .string(store.nextVersion())
      store.objects[key] = object == .null ? nil : object
    }
  }
}
