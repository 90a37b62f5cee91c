public import HTTP

/// What a server or a proxy wants to know of the caller.
public enum Credentials: Hashable, Sendable {
  /// None: Dagster's own webserver knows no log-in.
  case none
  /// This token.
  case token(HeaderValue)

  /// The token in a file, read anew for each request, so that a rotated one is taken up.
  public static func tokenFile(_ path: String) -> Credentials { .token(.file(path)) }
}

/// Which header a token goes to.
public enum TokenHeader: Hashable, Sendable {
  /// `Dagster-Cloud-Api-Token` when the host is `dagster.cloud` or ends in `.dagster.cloud`,
  /// else `Authorization: Bearer`.
  case automatic
  /// `Authorization: Bearer …`.
  case bearer
  /// This header, with this before the token.
  case named(String, prefix: String = "")

  func header(for host: String) -> (name: String, prefix: String) {
    switch self {
    case .automatic where host == "dagster.cloud" || host.hasSuffix(".dagster.cloud"):
      ("Dagster-Cloud-Api-Token", "")
    case .automatic, .bearer: ("Authorization", "Bearer ")
    case .named(let name, let prefix): (name, prefix)
    }
  }
}

extension DagsterConfiguration {
  /// The headers of a request, with values as they are now, in the order of their names.
  func resolvedHeaders() throws(DagsterError) -> [TransportRequest.Header] {
    var result = [
      TransportRequest.Header("Content-Type", "application/json"), .init("Accept", "application/json"),
    ]
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      result.append(.init(name, try Self.resolved(value, for: name)))
    }
    if let basicAuth {
      result.append(.init("Authorization", try Self.authorization(basicAuth)))
    }
    if let (header, token) = token {
      result.append(.init(header.name, header.prefix + (try Self.resolved(token, for: header.name))))
    }
    return result
  }

  /// The token and where it goes; `nil` without one.
  private var token: (header: (name: String, prefix: String), value: HeaderValue)? {
    guard case .token(let token) = credentials else { return nil }
    return (tokenHeader.header(for: BaseURL.host(of: url)), token)
  }

  /// Refuses headers that can't be sent, or of which there would be two, before anything is sent.
  ///
  /// - Throws: `configuration`; it names headers and files, never a value.
  public func checkHeaders() throws(DagsterError) {
    var names = headers.keys.sorted()
    if basicAuth != nil { names.append("Authorization") }
    if let (header, _) = token { names.append(header.name) }
    var seen: Set<String> = []
    for name in names {
      guard HeaderName.isValid(name) else {
        throw DagsterError(
          .configuration("expected a header's name, such as CF-Access-Client-Id, found \"\(name)\"")
        )
      }
      guard !HeaderName.isOfTheClient(name) else {
        throw DagsterError(.configuration("the header \(name) is set by the runner itself: leave it out"))
      }
      guard seen.insert(name.lowercased()).inserted else {
        throw DagsterError(
          .configuration(
            "expected each header once, found \(name) twice: a token or a log-in may set it as well"
          )
        )
      }
    }
    for (name, value) in headers { _ = try Self.resolved(value, for: name) }
    if let basicAuth { _ = try Self.authorization(basicAuth) }
  }

  private static func resolved(_ value: HeaderValue, for name: String) throws(DagsterError) -> String {
    do throws(ConnectionSettingError) {
      return try value.resolved(for: name)
    } catch {
      throw DagsterError(.configuration(error.description))
    }
  }

  private static func authorization(_ pair: HeaderValue) throws(DagsterError) -> String {
    do throws(ConnectionSettingError) {
      return try pair.basicAuthorization()
    } catch {
      throw DagsterError(.configuration(error.description))
    }
  }
}

/// What HTTP takes for a header's name.
enum HeaderName {
  /// A token of RFC 9110, section 5.6.2.
  static func isValid(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// Those that belong to the request itself: a second one would make it another request, or none.
  static func isOfTheClient(_ name: String) -> Bool {
    [
      "accept", "connection", "content-encoding", "content-length", "content-type", "expect", "host", "te",
      "trailer",
      "transfer-encoding", "upgrade",
    ].contains(name.lowercased())
  }
}
