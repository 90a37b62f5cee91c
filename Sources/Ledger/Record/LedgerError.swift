/// What goes wrong with a ledger.
package enum LedgerError: Error, Hashable, Sendable {
  /// The job has a record already.
  case exists(job: String)
  /// The record was changed, or removed, since it was read.
  case conflict(job: String)
  /// A ledger never keeps a record under this name.
  case invalidName(String)
  /// The ledger cannot be reached, read or written: what was tried, why it did not work, what to do.
  case unavailable(what: String, why: String, advice: String)
  /// The ledger cannot be reached now, and may be a little later: what was tried, why, what to do.
  case unreachable(what: String, why: String, advice: String)
  /// What is stored is not a record.
  case damaged(source: String, why: String)
  /// What is stored is in another version of the format.
  case unsupportedVersion(source: String, found: Int)
  /// A ledger's URL that cannot be used.
  case unsupportedURL(String, why: String)
}

extension LedgerError {
  /// Whether it tells of one record, whatever the others are like.
  package var isOfOneRecord: Bool {
    switch self {
    case .damaged, .unsupportedVersion: true
    default: false
    }
  }
}

extension LedgerError: CustomStringConvertible {
  /// What was found, what was expected and what to do.
  package var description: String {
    switch self {
    case .exists(let job):
      "\(job) has a record already"
    case .conflict(let job):
      "the record of \(job) was changed by another process since it was read; read it again"
    case .invalidName(let name):
      "\"\(name)\" is not a job's name: expected lowercase letters, digits and \"-\", "
        + "such as recover-orders-2024-02"
    case .unavailable(let what, let why, let advice), .unreachable(let what, let why, let advice):
      "\(what): \(why)" + (advice.isEmpty ? "" : "; \(advice)")
    case .damaged(let source, let why):
      "\(source) is not a record: \(why); restore it from a backup, or move it away once it is clear what ran"
    case .unsupportedVersion(let source, let found):
      Self.versionText(source: source, found: found)
    case .unsupportedURL(let url, let why):
      "the ledger \"\(url)\" cannot be used: \(why)"
    }
  }

  private static func versionText(source: String, found: Int) -> String {
    let known = Record.currentVersion
    let advice =
      found > known
      ? "it was written by a newer runner: use that version or a newer one"
      : "there never was such a version: restore it from a backup"
    return "\(source) is a record of version \(found), and this runner reads version \(known); \(advice)"
  }
}
