package import ExactText

/// A number that a run reported as metadata.
package struct RunFigure: Hashable, Sendable {
  @Exact package var label: String
  /// As Dagster spells it.
  package var number: String

  /// `rows_deleted 1204`.
  package var text: String { "\(label) \(number)" }

  package init(_ label: String, _ number: String) { (self.label, self.number) = (label, number) }
}
