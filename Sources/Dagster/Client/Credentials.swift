public import HTTP

/// The token a server or a proxy wants.
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
    if case .token(let token) = credentials {
      let (name, prefix) = tokenHeader.header(for: BaseURL.host(of: url))
      result.append(.init(name, prefix + (try Self.resolved(token, for: name))))
    }
    return result
  }
  private static func resolved(_ value: HeaderValue, for name: String) throws(DagsterError) -> String {
    do throws(ConnectionSettingError) {
      return try value.resolved(for: name)
    } catch {
      throw DagsterError(.configuration(error.description))
    }
  }
}
