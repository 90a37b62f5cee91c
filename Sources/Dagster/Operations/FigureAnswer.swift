package import DagsterModel

/// What is asked of metadata where only its numbers count.
package let figureFields =
  "__typename label ... on IntMetadataEntry { intRepr } ... on FloatMetadataEntry { floatValue }"

/// An entry of metadata.
package struct FigureAnswer: Decodable, Sendable {
  private let label: String
  /// Dagster's integers may be longer than GraphQL's.
  private let intRepr: String?
  /// None for what JSON has no number for.
  private let floatValue: Double?

  /// `nil` for what is no number.
  package var figure: RunFigure? {
    (intRepr ?? floatValue.map { "\($0)" }).map { RunFigure(label, $0) }
  }
}
