public import JSONTree

/// An object of the API that the client can carry: what is in it besides `apiVersion` and `kind`.
///
/// Fields that are not known here are not read, and so are lost when an object is replaced.
public protocol Resource: Codable, Hashable, Sendable {
  /// Which kind it is.
  static var type: ResourceType { get }
  /// Its name, its namespace and what else every object has.
  var metadata: ObjectMetadata { get set }
  /// The form in which lists of it are asked for.
  static var listForm: String { get }
}

extension Resource {
  public static var listForm: String { "application/json" }
}

/// An object of which only the metadata is asked for, however large it is.
///
/// https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
public struct PartialObject<Object: Resource>: Resource {
  public static var type: ResourceType { Object.type }
  public static var listForm: String { "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1" }

  public var metadata: ObjectMetadata
}

/// A kind of objects and where the API has it.
public struct ResourceType: Hashable, Sendable {
  /// `v1`, or `batch/v1` with a group.
  public let apiVersion: String
  /// `ConfigMap`.
  public let kind: String
  /// The kind in paths: `configmaps`.
  public let plural: String
  /// What of an object: `log` of a pod; nil for the object itself.
  public let subresource: String?

  /// A kind of namespaced objects, or something that each of them has.
  public init(apiVersion: String, kind: String, plural: String, subresource: String? = nil) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.plural = plural
    self.subresource = subresource
  }

  /// The kind in the word that permissions are given in: `pods/log`.
  public var permission: String { plural + (subresource.map { "/\($0)" } ?? "") }

  /// The path of an object, or of all of the kind in a namespace.
  func path(in namespace: String, name: String?) -> String {
    let group = apiVersion.contains("/") ? "apis" : "api"
    let objects = "/\(group)/\(apiVersion)/namespaces/\(namespace)/\(plural)"
    guard let name else { return objects }
    return "\(objects)/\(name)" + (subresource.map { "/\($0)" } ?? "")
  }
}

/// What every object has. Times are as the API writes them.
public struct ObjectMetadata: Codable, Hashable, Sendable {
  /// The name, unique among the kind in the namespace.
  public var name: String
  /// The namespace; nil for the one that is asked.
  public var namespace: String?
  /// Unique for all time; set by the server.
  public var uid: String?
  /// Changes with each write. In a replacement it makes the server refuse to overwrite another version.
  public var resourceVersion: String?
  /// What objects are found by.
  public var labels: [String: String]?
  /// What else is noted on the object.
  public var annotations: [String: String]?
  /// When it was created.
  public var creationTimestamp: String?
  /// When it was asked to be deleted.
  public var deletionTimestamp: String?
  /// Who has to agree before it is gone.
  public var finalizers: [String]?
  /// With what it is deleted.
  public var ownerReferences: [JSONValue]?

  /// An object's name and what is noted on it.
  public init(
    name: String,
    uid: String? = nil,
    resourceVersion: String? = nil,
    labels: [String: String]? = nil,
    annotations: [String: String]? = nil
  ) {
    self.name = name
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.labels = labels
    self.annotations = annotations
  }
}

/// Some text under keys, at most 1 MiB in all.
public struct ConfigMap: Resource {
  public static let type = ResourceType(apiVersion: "v1", kind: "ConfigMap", plural: "configmaps")

  public var metadata: ObjectMetadata
  /// The text by key.
  public var data: [String: String]?
  /// What is no text by key, in Base64.
  public var binaryData: [String: String]?
  /// Whether nobody can change the text any more.
  public var immutable: Bool?

  /// A ConfigMap of these parts.
  public init(metadata: ObjectMetadata, data: [String: String]?, immutable: Bool? = nil) {
    self.metadata = metadata
    self.data = data
    self.immutable = immutable
  }
}
