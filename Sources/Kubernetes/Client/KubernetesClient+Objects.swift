#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension KubernetesClient {
  /// An object; throws `notFound` where there is none.
  public func get<Object: Resource>(
    _ type: Object.Type = Object.self,
    name: String,
    namespace: String
  ) async throws(KubernetesError) -> Object {
    try await send(.init(.get, Object.type, name: name, namespace: namespace))
  }

  /// Makes an object. Throws `alreadyExists` where there is one of the name; of several at once exactly
  /// one succeeds.
  public func create<Object: Resource>(
    _ object: Object,
    namespace: String
  ) async throws(KubernetesError) -> Object {
    try await write(.create, object, namespace: namespace)
  }

  /// Puts an object in another's place.
  ///
  /// With a `resourceVersion` or a `uid` in its metadata it throws `conflict` when what is there is not of
  /// that version or identity; without them it overwrites whatever is there. Throws `notFound` where there
  /// is nothing.
  public func replace<Object: Resource>(
    _ object: Object,
    namespace: String
  ) async throws(KubernetesError) -> Object {
    try await write(.update, object, namespace: namespace)
  }

  private func write<Object: Resource>(
    _ verb: KubernetesError.Verb,
    _ object: Object,
    namespace: String
  ) async throws(KubernetesError) -> Object {
    let name = object.metadata.name
    let request = KubernetesError.Request(verb, Object.type, name: name, namespace: namespace)
    return try await send(
      request,
      // What the server doesn't know is an error, instead of being dropped.
      query: [("fieldValidation", "Strict")],
      body: try json(Typed(object: object), for: request)
    )
  }

  /// Asks for an object to be deleted; with `uid`, only when it is the object of that identity.
  ///
  /// - Parameter propagation: what becomes of the objects that it owns; nil for what the server does with the
  ///   kind by itself, which for a Job is to leave its pods.
  public func delete(
    _ type: (some Resource).Type,
    name: String,
    namespace: String,
    uid: String? = nil,
    propagation: Propagation? = nil
  ) async throws(KubernetesError) {
    let request = KubernetesError.Request(.delete, type.type, name: name, namespace: namespace)
    let options = DeleteOptions(
      preconditions: uid.map { .init(uid: $0, resourceVersion: nil) },
      propagationPolicy: propagation?.rawValue
    )
    let _: Anything = try await send(request, body: try json(options, for: request))
  }

  /// More than any namespace has: a server that says `continue` forever is not asked forever.
  private static let maximumPages = 10_000

  /// All objects with these labels, page by page.
  ///
  /// A change meanwhile does not show: all pages are of the moment of the first.
  ///
  /// - Parameters:
  ///   - fields: what else they have to have, such as `involvedObject.uid`; each kind has its own few.
  ///   - limit: how many a page holds at most.
  ///   - maximum: after how many no further page is asked for.
  public func list<Object: Resource>(
    _ type: Object.Type = Object.self,
    namespace: String,
    labels: [String: String] = [:],
    fields: [String: String] = [:],
    limit: Int = 100,
    maximum: Int = .max
  ) async throws(KubernetesError) -> [Object] {
    let request = KubernetesError.Request(.list, Object.type, namespace: namespace)
    var objects: [Object] = []
    var (token, pages) = ("", 0)
    repeat {
      var query = [("limit", String(limit))]
      if !labels.isEmpty { query.append(("labelSelector", labels.selector)) }
      if !fields.isEmpty { query.append(("fieldSelector", fields.selector)) }
      if !token.isEmpty { query.append(("continue", token)) }
      let page: Page<Object> = try await send(request, query: query, accept: Object.listForm)
      objects += page.items
      let next = page.metadata.continue ?? ""
      (token, pages) = (next == token ? "" : next, pages + 1)
      guard pages < Self.maximumPages || token.isEmpty else {
        throw KubernetesError(
          .malformed(finding: "a list of more than \(Self.maximumPages) pages"),
          request: request,
          server: configuration.url
        )
      }
    } while !token.isEmpty && objects.count < maximum
    return objects
  }

  private func json(
    _ value: some Encodable,
    for request: KubernetesError.Request
  ) throws(KubernetesError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      throw KubernetesError(.configuration("\(error)"), request: request, server: configuration.url)
    }
  }
}

extension [String: String] {
  /// `a=b,c=d`.
  fileprivate var selector: String {
    sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}

/// What becomes of an object's own objects when it is deleted.
public enum Propagation: String, Sendable {
  /// They are deleted after it.
  case background = "Background"
}

/// An answer that is not looked at beyond being JSON.
private struct Anything: Decodable {}
