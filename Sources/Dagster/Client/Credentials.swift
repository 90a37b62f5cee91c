#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

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

/// A header's value. It may be a secret: it has no text of its own.
public enum HeaderValue: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// This text.
  case text(String)
  /// The text of a file, without white space around it; read anew for each request.
  case file(String)

  /// Where the value comes from; never the value.
  public var description: String {
    switch self {
    case .text: "<redacted>"
    case .file(let path): "<contents of \(path)>"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }

  func resolved(for header: String) throws(DagsterError) -> String {
    switch self {
    case .text(let text): try Self.checked(text, in: header, from: "its value")
    case .file(let path): try Self.checked(Self.contents(of: path), in: header, from: "the file \(path)")
    }
  }

  private static func contents(of path: String) throws(DagsterError) -> String {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw DagsterError(.configuration("the token file \(path) cannot be read: check that it is mounted"))
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func checked(_ text: String, in header: String, from place: String) throws(DagsterError)
    -> String
  {
    let isSpace = { (character: Character) in character.isWhitespace }
    let start = text.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }.map { start[...$0] } ?? ""
    guard !end.isEmpty else { throw DagsterError(.configuration("\(place) for header \(header) is empty")) }
    guard end.unicodeScalars.allSatisfy({ $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw DagsterError(
        .configuration("\(place) for header \(header) has line breaks or non-ASCII characters")
      )
    }
    return String(end)
  }
}

extension DagsterConfiguration {
  /// The headers of a request, with values as they are now, in the order of their names.
  func resolvedHeaders() throws(DagsterError) -> [TransportRequest.Header] {
    var result = [
      TransportRequest.Header("Content-Type", "application/json"), .init("Accept", "application/json"),
    ]
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      result.append(.init(name, try value.resolved(for: name)))
    }
    if case .token(let token) = credentials {
      let (name, prefix) = tokenHeader.header(for: BaseURL.host(of: url))
      result.append(.init(name, prefix + (try token.resolved(for: name))))
    }
    return result
  }
}
