/// An object of the API that the client can carry: what is in it besides `apiVersion` and `kind`.
///
/// Fields that are not known here are not read, and so are lost when an object is replaced.
public protocol Resource: Codable, Hashable, Sendable {
  /// Which kind it is.
  static var type: ResourceType { get }
  /// Its name, its namespace and what else every object has.
  var metadata: ObjectMetadata { get set }
}

/// A kind of objects and where the API has it.
public struct ResourceType: Hashable, Sendable {
  /// `v1`, or `batch/v1` with a group.
  public let apiVersion: String
  /// `ConfigMap`.
  public let kind: String
  /// The kind in paths: `configmaps`.
  public let plural: String

  /// A kind of namespaced objects.
  public init(apiVersion: String, kind: String, plural: String) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.plural = plural
  }

  /// The path of all objects of the kind in a namespace.
  func path(in namespace: String) -> String {
    "/\(apiVersion.contains("/") ? "apis" : "api")/\(apiVersion)/namespaces/\(namespace)/\(plural)"
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

  /// A ConfigMap of these parts.
  public init(metadata: ObjectMetadata, data: [String: String]?) {
    self.metadata = metadata
    self.data = data
  }
}
