import Diagnostics
import YAML

extension FuzzTarget {
  /// Reading any bytes as strict YAML, and writing what was read.
  package static let yaml = FuzzTarget(
    "yaml",
    seeds: { try CorpusFile.all().flatMap(\.cases).map(\.bytes) + PackageFiles.goldenDocuments() },
    words: Words.yaml
  ) { bytes throws(Violation) in
    let reading = Reading(bytes, file: "job.yaml")
    try ProblemProperties.check(reading.problems, of: bytes)
    guard let root = reading.root else {
      return try require(!reading.problems.isEmpty, "expected a tree or a problem, found neither")
    }
    try TreeProperties(bytes).check(root)
    if reading.problems.isEmpty {
      try compareWithLibYAML(bytes, root)
      try writeAndRead(root)
    }
  }

  private static func compareWithLibYAML(_ bytes: [UInt8], _ root: Node) throws(Violation) {
    let libyaml = LibYAML(bytes)
    // Not what follows it: libyaml takes no tab there.
    try require(
      libyaml.documents == (1, 1),
      "expected libyaml to read one document as well, found \(libyaml.documents)"
    )
    var scalars: [[UInt8]] = []
    root.forEachNode { node in
      if node.kind == .scalar { scalars.append(node.withUTF8 { Array($0) }) }
    }
    try require(scalars == libyaml.scalars, "expected the texts that libyaml gives")
  }

  private static func writeAndRead(_ root: Node) throws(Violation) {
    let written = root.written()
    let again = Reading(written, file: "written.yaml")
    try require(again.problems.isEmpty, "expected no problem in what was written: \(again.problems)")
    guard let copy = again.root else { throw Violation("expected a tree of what was written") }
    try root.requireSame(as: copy)
    try require(copy.written() == written, "expected the same bytes when written again")
  }
}

/// What holds for every node of a tree.
private struct TreeProperties {
  let extent: TextExtent
  /// A path is found by looking at every sibling: not done for all nodes of a large input.
  private static let pathsChecked = 64

  init(_ bytes: [UInt8]) { extent = TextExtent(of: bytes) }

  func check(_ root: Node) throws(Violation) {
    var nodes: [Node] = []
    root.forEachNode { nodes.append($0) }
    for node in nodes {
      try require(
        extent.holds(node.position, width: node.width),
        "expected a value inside of the text, found one at \(node.position) of width \(node.width)"
      )
      try require(!node.found.isEmpty && !node.kindDescription.isEmpty, "expected words for every value")
      if case .ambiguous(let ambiguity) = node.scalar {
        try require(!ambiguity.hint(for: node.text).isEmpty, "expected a hint for every ambiguity")
      }
    }
    for node in nodes.prefix(Self.pathsChecked) {
      try require(node.path.components.count <= 64, "expected a path no longer than the tree is deep")
    }
  }
}
