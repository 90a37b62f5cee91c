/// An object as it is sent: its own fields, and its kind beside them.
struct Typed<Object: Resource>: Encodable {
  let object: Object

  private enum Key: String, CodingKey {
    case apiVersion, kind
  }

  func encode(to encoder: any Encoder) throws {
    try object.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Object.type.apiVersion, forKey: .apiVersion)
    try container.encode(Object.type.kind, forKey: .kind)
  }
}

/// One page of a list.
struct Page<Object: Resource>: Decodable {
  let items: [Object]
  let metadata: Metadata

  private enum Key: String, CodingKey {
    case items, metadata
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    // An API server's list of nothing but metadata is null where there is none.
    items = try container.decode([Object]?.self, forKey: .items) ?? []
    metadata = try container.decode(Metadata.self, forKey: .metadata)
  }

  struct Metadata: Decodable {
    /// What asks for the next page; nil or empty on the last.
    let `continue`: String?
  }
}

/// How the API answers when it does not do what it was asked to, and to a deletion.
struct Status: Decodable {
  let kind: String
  let message: String?
  let reason: String?
  let details: Details?

  struct Details: Decodable {
    let name: String?
    let kind: String?
    let retryAfterSeconds: Int?
  }
}

/// A deletion's condition.
struct DeleteOptions: Encodable {
  let apiVersion = "v1"
  let kind = "DeleteOptions"
  let preconditions: Preconditions?
  let propagationPolicy: String?

  struct Preconditions: Encodable {
    let uid: String?
    let resourceVersion: String?
  }
}
