internal import Diagnostics
internal import JobDSL
public import Kubernetes

/// Where a ledger is: `file:///path` or `kubernetes://NAMESPACE`.
public enum LedgerURL: Hashable, Sendable, CustomStringConvertible {
  /// A directory of files, by its absolute path.
  case file(path: String)
  /// ConfigMaps in a namespace.
  case kubernetes(namespace: String)

  /// Reads one of the two forms. Throws `.unsupportedURL` for anything else.
  public init(_ text: String) throws(LedgerError) {
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
  public var description: String {
    switch self {
    case .file(let path): "file://\(path)"
    case .kubernetes(let namespace): "kubernetes://\(namespace)"
    }
  }

  /// The ledger at the URL; nothing is created or read yet.
  ///
  /// Throws `.unsupportedURL` for a ledger that cannot be opened. `clock` times the wait for a lock; `random`
  /// makes revisions and temporary files unique; `events` is told when the ledger is made; `kubernetes` is asked
  /// for the way to the API when the ledger is there.
  public func open(
    clock: any WallClock,
    random: @escaping @Sendable () -> UInt64,
    events: (any EventSink)? = nil,
    kubernetes: () throws(KubernetesConfigurationError) -> KubernetesConfiguration = {
      () throws(KubernetesConfigurationError) in try .discover(environment: [:])
    }
  ) throws(LedgerError) -> any Ledger {
    switch self {
    case .file(let path):
      return FileLedger(directory: path, clock: clock, random: random, events: events)
    case .kubernetes(let namespace):
      do throws(KubernetesConfigurationError) {
        let client = try KubernetesClient(configuration: try kubernetes())
        return KubernetesLedger(client: client, namespace: namespace, clock: clock, events: events)
      } catch {
        throw .unsupportedURL(description, why: error.description)
      }
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
