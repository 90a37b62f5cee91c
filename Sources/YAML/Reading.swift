public import Diagnostics

/// What reading one document gave: the tree, and everything that is wrong with it.
///
/// The reading is strict. Refused are: what is not UTF-8, control characters, an empty file, a second
/// document, directives, anchors, aliases, tags, duplicate keys, keys that are not text (`<<`, `null`, `12`,
/// collections), tabs as indentation, and whatever is beyond the limits. Scalars that readers disagree on
/// are not refused here, since only the schema knows what is expected: see `Node.scalar`.
public struct Reading: Sendable {
  /// The tree; `nil` where nothing could be read to its end: after a syntax error, or beyond a limit.
  ///
  /// With problems it may still be there, so that more can be found wrong in one go: a duplicate key then
  /// counts as the first one, and an alias is the plain text `*name`.
  public let root: Node?
  /// Everything that was found wrong, in the order of the document; at most 100 and a note that there is more.
  public let problems: [Diagnostic]
  /// Whether it is known to have ASCII alone.
  package let isASCII: Bool
}

extension Reading {
  /// Reads `bytes` as one strict YAML document; never throws, whatever they are.
  ///
  /// Time and memory are linear in the size of the document. `file` is only for the diagnostics.
  public init(_ bytes: [UInt8], file: String, limits: Limits = .standard) {
    var problems = ProblemList(file: file)
    guard let source = Source(checking: bytes, limits: limits, problems: &problems) else {
      self.init(root: nil, problems: problems.sorted, isASCII: false)
      return
    }
    var builder = TreeBuilder(source: source, limits: limits, problems: problems)
    EventLoop.run(over: source, into: &builder)
    let document = builder.finish(file: file)
    self.init(
      root: document.map { Node(document: $0, index: 0) },
      problems: builder.problems.sorted,
      isASCII: source.isASCII
    )
  }
}
