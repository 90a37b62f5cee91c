/// Something that takes bytes which anybody may have written, and what has to hold whatever they are.
package struct FuzzTarget: Sendable {
  /// What it is called on the command line of `ci/fuzz`; its inputs lie in folders of that name.
  package let name: String
  /// Throws the property that does not hold.
  package let check: @Sendable ([UInt8]) throws(Violation) -> Void

  package init(_ name: String, _ check: @escaping @Sendable ([UInt8]) throws(Violation) -> Void) {
    self.name = name
    self.check = check
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
