internal import Diagnostics

/// The names that a ledger takes. A job's document is checked before; here it is the file's name that must
/// stay inside the directory.
package enum JobName {
  /// Throws `.invalidName` unless `name` is a DNS-1123 label.
  package static func check(_ name: String) throws(LedgerError) {
    guard DNSLabel.matches(name) else { throw .invalidName(name) }
  }
}
