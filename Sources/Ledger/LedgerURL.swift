internal import Diagnostics

/// Where a ledger is: `file:///path` or `kubernetes://NAMESPACE`.
package enum LedgerURL: Hashable, Sendable, CustomStringConvertible {
  /// A directory of files, by its absolute path.
  case file(path: String)
  /// ConfigMaps in a namespace.
  case kubernetes(namespace: String)

  /// Reads one of the two forms. Throws `.unsupportedURL` for anything else.
  package init(_ text: String) throws(LedgerError) {
    if let path = Self.rest(of: text, after: "file://") {
      self = .file(path: try Self.checkedPath(path, in: text))
    } else if let namespace = Self.rest(of: text, after: "kubernetes://") {
      guard DNSLabel.matches(namespace) else {
        throw .unsupportedURL(text, why: "expected a namespace after kubernetes://, such as data-platform")
      }
      self = .kubernetes(namespace: namespace)
    } else {
      throw .unsupportedURL(text, why: "expected file:///path or kubernetes://NAMESPACE")
    }
  }

  /// The URL in its one spelling.
  package var description: String {
    switch self {
    case .file(let path): "file://\(path)"
    case .kubernetes(let namespace): "kubernetes://\(namespace)"
    }
  }

  private static func rest(of text: String, after prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  /// Percent-encoding, queries and hosts are not read but refused: a path that is not the one that was
  /// meant would be an empty ledger, and a job would run twice.
  private static func checkedPath(_ path: String, in text: String) throws(LedgerError) -> String {
    guard path.hasPrefix("/") else {
      throw .unsupportedURL(text, why: "expected an absolute path, as in file:///var/lib/production-jobs")
    }
    if let sign = path.unicodeScalars.first(where: { "%?#".unicodeScalars.contains($0) || $0.isHidden }) {
      throw .unsupportedURL(text, why: "expected a plain path, found \(sign.debugDescription) in it")
    }
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return String(trimmed)
  }
}
