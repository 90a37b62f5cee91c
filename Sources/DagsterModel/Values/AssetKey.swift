public import ExactText

/// The name of an asset: a path such as `["warehouse", "orders"]`.
public struct AssetKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The components, outermost first. Never empty on a server; not checked here.
  @Exact public private(set) var path: [String]

  /// A key of these components, outermost first.
  public init(path: [String]) {
    self.path = path
  }

  /// A key written as people and the Dagster UI write it: `warehouse/orders`. A `/` within a component is `\/`.
  public init(userString: String) { self.init(path: [String](assetKey: userString)) }

  /// The components joined by `/`, as `init(userString:)` reads them.
  public var description: String { path.assetKeyText }

  /// Orders keys by their components.
  public static func < (left: AssetKey, right: AssetKey) -> Bool {
    left.path.precedesExactly(right.path)
  }
}
