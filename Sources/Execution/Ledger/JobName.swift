/// The names that a ledger takes. A job's document is checked before; here it is the file's name that must
/// stay inside the directory.
enum JobName {
  /// Throws `.invalidName` unless `name` is a DNS-1123 label.
  static func check(_ name: String) throws(LedgerError) {
    guard isLabel(name) else { throw .invalidName(name) }
  }

  /// Lowercase letters, digits and `-`, neither first nor last; at most 63: RFC 1123.
  static func isLabel(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
