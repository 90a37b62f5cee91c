/// A server's version, such as `1.13.27`.
public struct DagsterVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The version as the server writes it.
  public let text: String
  /// Major, minor and patch. A development build (`1!0+dev`) counts as newer than any release.
  public let components: [Int]

  /// Oldest server whose schema has every field the client selects.
  public static let floor = DagsterVersion("1.9.0")
  /// First server that takes run configuration in a backfill.
  public static let backfillRunConfig = DagsterVersion("1.11.0")
  /// First server with `partitionKeyConnection`.
  package static let partitionKeyConnection = DagsterVersion("1.10.0")

  /// Reads the leading numbers; what follows them (`rc1`, `+local`) does not order versions.
  public init(_ text: String) {
    self.text = text
    let numbers = text.split(separator: ".").prefix(3).map { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    let known = Array(numbers.prefix { $0 != nil }.compactMap(\.self))
    components = known.isEmpty || text.contains("!") ? [.max] : known
  }

  public var description: String { text }

  public static func < (left: DagsterVersion, right: DagsterVersion) -> Bool {
    left.components.lexicographicallyPrecedes(right.components)
  }
}
