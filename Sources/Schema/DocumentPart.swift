package import Diagnostics

/// What stands in a document as a mapping with keys of its own, beside commands.
package protocol DocumentPart: Sendable {
  static var schema: Schema<Self> { get }
}

extension Path {
  /// The place of a field, by the property that it is of.
  package subscript<Part: DocumentPart>(property: PartialKeyPath<Part>) -> Path {
    self[Part.schema.key(of: property)]
  }
}
