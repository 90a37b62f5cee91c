internal import Diagnostics

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A server's base address, checked.
package struct ServerAddress {
  /// The address without slashes at the end.
  package let text: String

  /// Reads an http or https address without user, password, query and fragment.
  ///
  /// - Parameters:
  ///   - server: whose address it is, for messages.
  ///   - example: what one looks like, for messages.
  package init(_ text: String, of server: String, example: String) throws(ConnectionSettingError) {
    let hint = "expected a \(server) address like \(example), found \(Self.shown(text))"
    guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let host = url.host(),
      !host.isEmpty,
      ["http", "https"].contains(scheme)
    else { throw ConnectionSettingError(hint) }
    guard url.user == nil, url.password == nil else {
      throw ConnectionSettingError("the \(server) address holds a user or password: use a token file")
    }
    guard url.query == nil, url.fragment == nil else {
      throw ConnectionSettingError(hint + ", with a query or fragment")
    }
    var rest = text[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    self.text = String(rest)
  }

  /// Without what may be a secret in it: a user and a password, and a query.
  private static func shown(_ text: String) -> String {
    let plain = text.prefix { $0 != "?" && $0 != "#" }
    let start = plain.firstRange(of: "://")?.upperBound ?? plain.startIndex
    let server = plain[start...].prefix { $0 != "/" }
    let mark = server.lastIndex(of: "@").map { plain.index(after: $0) }
    let visible = mark.map { plain[..<start] + "…@" + plain[$0...] } ?? plain
    return quoted(String(visible), cutTo: 200) + (plain.endIndex == text.endIndex ? "" : " and more after it")
  }

  /// Whether what is sent to an address that was checked before is encrypted, or stays on this machine.
  package static func isPrivate(_ text: String) -> Bool {
    let host = host(of: text)
    return text.lowercased().hasPrefix("https:") || host == "localhost" || host == "::1" || host == "[::1]"
      || host.wholeMatch(of: /127\.[0-9.]+/) != nil
  }

  /// The host of an address that was checked before, in small letters.
  package static func host(of text: String) -> String {
    URL(string: text)?.host()?.lowercased() ?? ""
  }
}
