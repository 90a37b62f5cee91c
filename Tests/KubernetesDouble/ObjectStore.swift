import Foundation
import JSONTree

/// The objects, and the rules that hold for all kinds of them.
struct ObjectStore {
  struct Key: Hashable, Comparable {
    var resource: String
    var namespace: String
    var name: String

    static func < (left: Key, right: Key) -> Bool {
      (left.resource, left.namespace, left.name) < (right.resource, right.namespace, right.name)
    }
  }

  var namespaces: Set<String>
  var objects: [Key: JSONValue] = [:]
  private var version = 1000

  init(namespaces: Set<String>) { self.namespaces = namespaces }

  /// The newest version of anything.
  var currentVersion: String { String(version) }

  mutating func nextVersion() -> String {
    version += 1
    return String(version)
  }

  /// Finds the kind's own handler.
  mutating func handle(_ request: FakeRequest) throws(Status) -> FakeAnswer {
    guard let target = request.target, target.subresource == nil else { throw Self.unknownPath }
    switch (target.apiVersion, target.resource) {
    case ("v1", "configmaps"): return try handle(request, target, as: .configMaps)
    case ("batch/v1", "jobs"): return try handle(request, target, as: .jobs)
    case ("v1", "pods"): return try handle(request, target, as: .pods)
    case ("v1", "events"): return try handle(request, target, as: .events)
    default: throw Self.unknownPath
    }
  }

  static let unknownPath = Status(404, "NotFound", "the server could not find the requested resource")
}

/// A kind of objects that is created, replaced, read, listed and deleted.
struct Kind: Sendable {
  var apiVersion: String
  var kind: String
  var plural: String
  /// Throws where an object breaks the kind's own rules.
  var check: @Sendable (JSONValue) throws(Status) -> Void
}

extension ObjectStore {
  private mutating func handle(
    _ request: FakeRequest,
    _ target: FakeRequest.Target,
    as kind: Kind
  ) throws(Status) -> FakeAnswer {
    switch (request.method, target.name) {
    case ("GET", nil): return try list(request, target, kind)
    case ("GET", _?): return FakeAnswer(200, try existing(target))
    case ("POST", nil): return FakeAnswer(201, try create(request, target, kind))
    case ("PUT", _?): return FakeAnswer(200, try replace(request, target, kind))
    case ("DELETE", _?): return FakeAnswer(200, try delete(request, target))
    default:
      throw Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource")
    }
  }

  private func existing(_ target: FakeRequest.Target) throws(Status) -> JSONValue {
    guard let object = objects[target.key] else { throw .notFound(target.resource, target.name ?? "") }
    return object
  }

  private mutating func create(
    _ request: FakeRequest,
    _ target: FakeRequest.Target,
    _ kind: Kind
  ) throws(Status) -> JSONValue {
    var object = try Self.body(of: request, kind, target)
    guard namespaces.contains(target.namespace) else { throw .notFound("namespaces", target.namespace) }
    let name = object["metadata"]?["name"]?.text ?? ""
    var key = target.key
    key.name = name
    guard objects[key] == nil else { throw .alreadyExists(target.resource, name) }
    try kind.check(object)
    object["metadata"]?["uid"] = .string(UUID().uuidString.lowercased())
    object["metadata"]?["creationTimestamp"] = "2024-03-01T10:00:00Z"
    object["metadata"]?["namespace"] = .string(target.namespace)
    object["metadata"]?["resourceVersion"] = .string(nextVersion())
    objects[key] = object
    return object
  }

  private mutating func replace(
    _ request: FakeRequest,
    _ target: FakeRequest.Target,
    _ kind: Kind
  ) throws(Status) -> JSONValue {
    var object = try Self.body(of: request, kind, target)
    let name = target.name ?? ""
    guard object["metadata"]?["name"]?.text == name else {
      throw .badRequest("the name of the object does not match the name on the URL (\(name))")
    }
    let old = try existing(target)
    let (metadata, wanted) = (old["metadata"], object["metadata"])
    if let uid = wanted?["uid"]?.text, uid != metadata?["uid"]?.text {
      let found = metadata?["uid"]?.text ?? ""
      throw .conflict(
        target.resource,
        name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(found)"
      )
    }
    if let version = wanted?["resourceVersion"]?.text, version != metadata?["resourceVersion"]?.text {
      throw .conflict(target.resource, name)
    }
    try kind.check(object)
    for key in ["uid", "creationTimestamp", "namespace", "deletionTimestamp"] {
      object["metadata"]?[key] = metadata?[key]
    }
    object["metadata"]?["resourceVersion"] = metadata?["resourceVersion"]
    // A replacement that changes nothing is no new version.
    guard object != old else { return old }
    // Whoever had to agree to its deletion has done so.
    if object["metadata"]?["deletionTimestamp"]?.text != nil,
      object["metadata"]?["finalizers"]?.elements.isEmpty ?? true
    {
      objects[target.key] = nil
      _ = nextVersion()
      return object
    }
    object["metadata"]?["resourceVersion"] = .string(nextVersion())
    objects[target.key] = object
    return object
  }

  private mutating func delete(_ request: FakeRequest, _ target: FakeRequest.Target) throws(Status)
    -> JSONValue
  {
    let old = try existing(target)
    let wanted = JSONValue(json: request.body)?["preconditions"]?["uid"]?.text
    if let wanted, wanted != old["metadata"]?["uid"]?.text {
      throw .conflict(
        target.resource,
        target.name ?? "",
        "Precondition failed: UID in precondition: \(wanted), UID in object meta: \(old["metadata"]?["uid"]?.text ?? "")"
      )
    }
    guard old["metadata"]?["finalizers"]?.elements.isEmpty ?? true else {
      var dying = old
      dying["metadata"]?["deletionTimestamp"] = .string("2024-03-01T10:00:00Z")
      dying["metadata"]?["resourceVersion"] = .string(nextVersion())
      objects[target.key] = dying
      return dying
    }
    objects[target.key] = nil
    _ = nextVersion()
    return ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success"]
  }

  private static func body(
    of request: FakeRequest,
    _ kind: Kind,
    _ target: FakeRequest.Target
  ) throws(Status) -> JSONValue {
    guard request.body.count <= 3_145_728 else {
      throw Status(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728")
    }
    guard request.headers["content-type"] == "application/json" else {
      throw Status(415, "UnsupportedMediaType", "the body of the request was in an unknown format")
    }
    guard let object = JSONValue(json: request.body), object["metadata"]?["name"]?.text != nil else {
      throw .badRequest("the object provided is unrecognized (must be of type \(kind.kind))")
    }
    if request.query["fieldValidation"] == "Strict", case .object(let members) = object {
      let known: Set<String> = [
        "apiVersion", "kind", "metadata", "spec", "status", "data", "binaryData", "immutable",
        "involvedObject",
        "type", "reason", "message",
      ]
      if let unknown = members.keys.first(where: { !known.contains("\($0)") }) {
        throw .badRequest(
          "\(kind.kind) in version \"\(kind.apiVersion)\" cannot be handled as a \(kind.kind): strict decoding error: "
            + "unknown field \"\(unknown)\""
        )
      }
    }
    guard object["apiVersion"]?.text == kind.apiVersion, object["kind"]?.text == kind.kind else {
      throw .badRequest("the API version or the kind in the data does not match the expected one")
    }
    return object
  }
}

extension FakeRequest.Target {
  var key: ObjectStore.Key { .init(resource: resource, namespace: namespace, name: name ?? "") }
}
