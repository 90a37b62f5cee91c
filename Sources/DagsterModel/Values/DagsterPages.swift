/// The pages of a server's web interface.
public struct DagsterPages: Hashable, Sendable {
  /// The server's base address, without a slash at the end.
  public let base: String

  /// The pages under an address.
  public init(base: String) { self.base = base }

  /// A backfill's page.
  public func backfill(_ id: BackfillID) -> String { "\(base)/runs/b/\(id.rawValue)" }

  /// A run's page.
  public func run(_ id: RunID) -> String { "\(base)/runs/\(id.rawValue)" }
}
