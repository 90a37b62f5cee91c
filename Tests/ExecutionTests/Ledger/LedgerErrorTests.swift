import Ledger
import Testing

/// The whole text of every error of a ledger.
@Suite struct LedgerErrorTests {
  static let texts: [(LedgerError, String)] = [
    (.exists(job: "a"), "a has a record already"),
    (
      .conflict(job: "a"),
      "the record of a was changed by another process since it was read; read it again"
    ),
    (
      .invalidName("../a"),
      "\"../a\" is not a job's name: expected lowercase letters, digits and \"-\", such as recover-orders-2024-02"
    ),
    (.unavailable(what: "cannot read a", why: "no space", advice: ""), "cannot read a: no space"),
    (
      .unreachable(what: "cannot read a", why: "refused", advice: "check the port"),
      "cannot read a: refused; check the port"
    ),
    (
      .damaged(source: "a.json", why: "it is not UTF-8"),
      "a.json is not a record: it is not UTF-8; restore it from a backup, or move it away once it is clear what ran"
    ),
    (
      .unsupportedVersion(source: "a.json", found: 2),
      "a.json is a record of version 2, and this runner reads version 1; it was written by a newer runner: use that "
        + "version or a newer one"
    ),
    (
      .unsupportedVersion(source: "a.json", found: 0),
      "a.json is a record of version 0, and this runner reads version 1; there never was such a version: restore it "
        + "from a backup"
    ),
    (
      .unsupportedURL("s3://a", why: "expected file:///path"),
      "the ledger \"s3://a\" cannot be used: expected file:///path"
    ),
  ]

  @Test(arguments: texts) func tells(_ error: LedgerError, _ text: String) {
    #expect(error.description == text)
  }
}
