/// A check of an asset.
public struct AssetCheck: Hashable, Sendable, CustomStringConvertible {
  /// The asset.
  public let asset: AssetKey
  /// Its name among the asset's checks.
  public let name: String

  /// A check of an asset.
  public init(asset: AssetKey, name: String) {
    self.asset = asset
    self.name = name
  }

  public var description: String { "\(name) of \(asset)" }
}

/// One execution of a check.
public struct CheckExecution: Hashable, Sendable {
  /// How it ended.
  public enum Status: Hashable, Sendable {
    case succeeded
    case failed
    /// It is under way, was skipped, or its code raised, which fails its run.
    case other
  }

  /// The run that executed it.
  public let run: RunID
  /// How it ended.
  public let status: Status
  /// `WARN` or `ERROR`; nil where it was not evaluated.
  public let severity: String?
  /// What its code says of the result; nil for nothing.
  public let description: String?
  /// The numbers that its code reports.
  package var figures: [RunFigure] = []
  /// When it began, in seconds since the epoch by the server's clock; nil where that isn't known.
  package var time: Double?

  /// An execution.
  public init(run: RunID, status: Status, severity: String?, description: String?) {
    self.run = run
    self.status = status
    self.severity = severity
    self.description = description
  }
}
