internal import ExactText
import Schema

extension Schema where Value == String {
  /// A name that Kubernetes takes for an object and a label.
  static var dnsLabel: Schema {
    .string("a DNS-1123 name of at most 63 small letters, digits and `-`", isValid: DNSLabel.matches)
  }

  /// Text that says something.
  static var filledText: Schema {
    .string("text that is not blank") { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The parts of an asset's key, joined by `/`; a slash within a part is `\/`.
  static var assetKey: Schema {
    .string("an asset key like orders or sales/orders") { text in
      [String](assetKey: text).allSatisfy { part in
        !part.allSatisfy(\.isWhitespace)
          && part.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      }
    }
  }

  /// One text and no other.
  static func constant(_ wanted: String) -> Schema {
    .string("\"\(wanted)\"") { $0 == wanted }
  }
}
