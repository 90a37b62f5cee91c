import Foundation
import JSONTree

/// A request as it came in.
public struct FakeRequest: Sendable {
  public let method: String
  /// The path without the query.
  public let path: String
  /// The query's values, decoded.
  public let query: [String: String]
  /// By name, in small letters.
  public let headers: [String: String]
  public let body: [UInt8]

  /// The API's word: `get`, `list`, `create`, `update` or `delete`.
  public var verb: String {
    switch method {
    case "GET": target?.name == nil ? "list" : "get"
    case "POST": "create"
    case "PUT": "update"
    case "DELETE": "delete"
    default: method.lowercased()
    }
  }

  /// What the path names: `/api/v1/namespaces/NAMESPACE/RESOURCE[/NAME]`, or the same under `/apis/GROUP/VERSION`.
  public var target: Target? {
    var parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }[...]
    let groupParts = parts.first == "api" ? 2 : parts.first == "apis" ? 3 : 0
    guard groupParts > 0, parts.count >= groupParts + 3 else { return nil }
    let apiVersion = parts.prefix(groupParts).dropFirst().joined(separator: "/")
    parts = parts.dropFirst(groupParts)
    guard parts.popFirst() == "namespaces", let namespace = parts.popFirst(), let resource = parts.popFirst()
    else { return nil }
    return Target(
      apiVersion: apiVersion,
      namespace: namespace,
      resource: resource,
      name: parts.popFirst(),
      subresource: parts.popFirst()
    )
  }

  public struct Target: Sendable {
    public let apiVersion: String
    public let namespace: String
    /// `configmaps`.
    public let resource: String
    public let name: String?
    /// `log` of a pod.
    public let subresource: String?

    /// `batch`; empty for what is of no group.
    var group: String { apiVersion.split(separator: "/").dropLast().joined() }

    /// The kind in the word that permissions are given in: `pods/log`.
    public var permission: String { resource + (subresource.map { "/\($0)" } ?? "") }
  }

  init(method: String, uri: String, headers: [String: String], body: [UInt8]) {
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    self.method = method
    path = parts[0]
    let pairs = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.removingPercentEncoding ?? String($0) }
      return (sides[0], sides.count > 1 ? sides[1] : "")
    }
    query = Dictionary(pairs) { $1 }
    self.headers = headers
    self.body = body
  }
}

/// An answer that is about to be sent.
public struct FakeAnswer: Sendable {
  public var status: Int
  public var headers: [String: String]
  public var body: [UInt8]

  public init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  init(_ status: Int, _ json: JSONValue, headers: [String: String] = [:]) {
    self.init(
      status: status,
      headers: ["content-type": "application/json"].merging(headers) { $1 },
      body: json.encoded()
    )
  }
}
