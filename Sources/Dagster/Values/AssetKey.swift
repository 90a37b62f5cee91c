/// The name of an asset: a path such as `["warehouse", "orders"]`.
public struct AssetKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The components, outermost first. Never empty on a server; not checked here.
  public let path: [String]

  /// A key of these components, outermost first.
  public init(path: [String]) {
    self.path = path
  }

  /// A key written as people and the Dagster UI write it: `warehouse/orders`.
  public init(userString: String) {
    path = userString.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  /// The components joined by `/`.
  public var description: String { path.joined(separator: "/") }

  /// Orders keys by their components.
  public static func < (left: AssetKey, right: AssetKey) -> Bool {
    left.path.lexicographicallyPrecedes(right.path)
  }
}
