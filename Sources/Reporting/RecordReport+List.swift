package import Ledger

extension RecordReport {
  /// Records as a JSON array, as it comes, a record at a time: the whole text of thousands need not be held.
  ///
  /// The text is that of an encoder that is given all of them at once.
  package struct JSONList {
    private var isEmpty = true

    /// A list without records.
    package init() {}

    /// The text of the next record, from the end of the one before it.
    package mutating func next(_ record: Record) throws(LedgerError) -> String {
      let lines = try record.jsonText().dropLast().split(separator: "\n", omittingEmptySubsequences: false)
      defer { isEmpty = false }
      return (isEmpty ? "[\n" : ",\n")
        + lines.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    }

    /// What closes the array.
    package var end: String { isEmpty ? "[\n\n]\n" : "\n]\n" }
  }
}
