/// Something that takes bytes which anybody may have written, and what has to hold whatever they are.
package struct FuzzTarget: Sendable, CustomStringConvertible {
  /// What it is called on the command line of `ci/fuzz`.
  package let name: String
  /// Inputs to begin with, besides those in the target's own folders.
  package let seeds: @Sendable () throws -> [[UInt8]]
  /// Pieces that its inputs are often made of.
  package let words: [String]
  /// Throws the property that does not hold.
  package let check: @Sendable ([UInt8]) throws(Violation) -> Void

  package init(
    _ name: String,
    seeds: @escaping @Sendable () throws -> [[UInt8]] = { [] },
    words: [String] = [],
    check: @escaping @Sendable ([UInt8]) throws(Violation) -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.words = words
    self.check = check
  }

  package var description: String { name }
}

extension FuzzTarget {
  /// Every input that is kept for the target: its seeds, and what was once found with it.
  package func inputs() throws -> [[UInt8]] {
    try seeds() + PackageFiles.contents(of: "Tests/Fuzz/Seeds/\(name)")
      + PackageFiles.contents(of: "Tests/Fuzz/Found/\(name)")
  }
}

/// That a property does not hold for an input.
package struct Violation: Error, CustomStringConvertible {
  /// What has to hold, and what was found instead.
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Throws unless `holds`; `words` say what has to hold, and what was found instead.
package func require(_ holds: Bool, _ words: @autoclosure () -> String) throws(Violation) {
  guard holds else { throw Violation(words()) }
}
