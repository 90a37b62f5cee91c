/// How much one document may ask of its reader.
///
/// A document beyond a limit is refused with a problem that names the limit; it is never read in part.
public struct Limits: Sendable {
  /// The size of the document in bytes. Values above 1 GiB count as 1 GiB.
  public var bytes = 16 << 20
  /// How many mappings and sequences may lie inside each other; the root counts as one.
  public var depth = 64
  /// How many scalars, mappings and sequences there may be, keys included.
  public var nodes = 2_000_000

  /// The standard limits, to be changed.
  public init() {}

  /// 16 MiB, 64 levels, two million nodes.
  public static let standard = Limits()

  /// Offsets into a document are kept in 32 bits; an escape may double what it takes.
  var effectiveBytes: Int { min(bytes, 1 << 30) }
}
