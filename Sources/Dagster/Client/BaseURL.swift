#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A server's base address, checked and in one form.
struct BaseURL {
  /// The address without `/graphql` and without a slash at the end.
  let text: String

  init(_ text: String) throws(DagsterError) {
    let hint = "expected a Dagster address like http://dagster.example:3000, found \"\(text)\""
    guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let host = url.host(),
      !host.isEmpty,
      ["http", "https"].contains(scheme)
    else { throw DagsterError(.configuration(hint)) }
    guard url.user == nil, url.password == nil else {
      throw DagsterError(.configuration("the Dagster address holds a user or password: use a token file"))
    }
    guard url.query == nil, url.fragment == nil else {
      throw DagsterError(.configuration(hint + ", with a query or fragment"))
    }
    self.text = Self.trimmed(text)
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    if rest.hasSuffix("/graphql") { rest.removeLast("/graphql".count) }
    while rest.hasSuffix("/") { rest.removeLast() }
    return String(rest)
  }

  /// The host of an address that was checked before, in small letters.
  static func host(of text: String) -> String {
    URL(string: text)?.host()?.lowercased() ?? ""
  }
}
