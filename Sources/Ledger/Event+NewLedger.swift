extension Event {
  /// A slip in the ledger's address is seen by this alone: nothing was ever run, as far as an empty one knows.
  package static func newLedger(_ url: String, at time: Timestamp) -> Event {
    Event(
      time: time,
      severity: .notice,
      message:
        "this is the first record in the ledger \(url): where jobs ran before, their records are in another one; "
        + "look at PRODUCTION_JOBS_LEDGER"
    )
  }
}
