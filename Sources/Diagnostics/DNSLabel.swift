/// What Kubernetes takes as the name of an object and as the value of a label alike.
package enum DNSLabel {
  /// The same as a regular expression.
  package static let pattern = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"

  /// Whether a text has 1 to 63 small letters, digits and `-`, and the first and the last are no `-`: RFC 1123.
  package static func matches(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }
}
