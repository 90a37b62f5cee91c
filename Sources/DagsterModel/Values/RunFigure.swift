package import ExactText

/// A number that a run reported as metadata.
package struct RunFigure: Hashable, Sendable {
  @Exact package var label: String
  /// As Dagster spells it.
  package var number: String

  package init(_ label: String, _ number: String) { (self.label, self.number) = (label, number) }
}
