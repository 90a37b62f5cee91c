import Ledger

/// What a whole ledger holds.
struct LedgerListing {
  var records: [StoredRecord] = []
  var problems: [LedgerError] = []
}

extension Ledger {
  /// Every record, newest first, and what stood where a record should be.
  func listing() async throws(LedgerError) -> LedgerListing {
    var listing = LedgerListing()
    listing.problems = try await forEachRecord { listing.records.append($0) }
    return listing
  }

  /// Every record, newest first. Throws when one of them is damaged.
  func records() async throws(LedgerError) -> [StoredRecord] {
    let listing = try await listing()
    if let problem = listing.problems.first { throw problem }
    return listing.records
  }
}
