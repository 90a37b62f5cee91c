#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A header's value. It may be a secret: it has no text of its own.
public enum HeaderValue: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// This text.
  case text(String)
  /// The text of a file, without white space around it; read anew for each request.
  case file(String)
  /// What somebody else gives out for a while.
  case fetched(FetchedSecret)

  /// Where the value comes from; never the value.
  public var description: String {
    switch self {
    case .text: "<redacted>"
    case .file(let path): "<contents of \(path)>"
    case .fetched(let secret): secret.description
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The value as it is now, for a header of that name, which is for messages.
  ///
  /// Throws when it is empty, cannot be read, or cannot be sent as one line.
  public func resolved(for header: String) throws(ConnectionSettingError) -> String {
    switch self {
    case .text(let text): try Self.checked(text, in: header, from: "its value")
    case .file(let path): try Self.checked(Self.contents(of: path), in: header, from: "the file \(path)")
    case .fetched(let secret): try Self.checked(secret.text(), in: header, from: "\(secret)")
    }
  }

  /// The value, which is `user:password`, as RFC 7617 has it in a header.
  ///
  /// Throws as `resolved(for:)` does, and without a colon.
  public func basicAuthorization() throws(ConnectionSettingError) -> String {
    let pair = try resolved(for: "Authorization")
    guard pair.utf8.contains(UInt8(ascii: ":")) else {
      throw ConnectionSettingError("expected user:password in \(description), found no colon")
    }
    return "Basic " + Data(pair.utf8).base64EncodedString()
  }

  private static func contents(of path: String) throws(ConnectionSettingError) -> String {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw ConnectionSettingError("the file \(path) cannot be read: check that it is mounted")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func checked(_ text: String, in header: String, from place: String)
    throws(ConnectionSettingError)
    -> String
  {
    let isSpace = { (character: Character) in character.isWhitespace }
    let start = text.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }.map { start[...$0] } ?? ""
    guard !end.isEmpty else { throw ConnectionSettingError("\(place) for header \(header) is empty") }
    guard end.unicodeScalars.allSatisfy({ $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw ConnectionSettingError(
        "\(place) for header \(header) has line breaks or non-ASCII characters"
      )
    }
    return String(end)
  }
}
