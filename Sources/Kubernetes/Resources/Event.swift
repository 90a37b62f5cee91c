/// Something that happened to an object. The server forgets it after an hour.
public struct Event: Resource {
  public static let type = ResourceType(apiVersion: "v1", kind: "Event", plural: "events")

  public var metadata: ObjectMetadata
  /// What it happened to.
  public var involvedObject: Reference
  /// `Normal` or `Warning`.
  public var type: String?
  /// What, in one word, such as `FailedCreate`.
  public var reason: String?
  /// What, for a person.
  public var message: String?
  /// When it was seen last.
  public var lastTimestamp: String?
  /// When it was seen first, by newer parts of Kubernetes.
  public var eventTime: String?

  /// An object that an event is about.
  public struct Reference: Codable, Hashable, Sendable {
    public var kind: String?
    public var name: String?
    public var uid: String?
  }
}
