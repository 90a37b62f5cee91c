import CivilCalendar
import Diagnostics
internal import ExactText
public import Schema

extension Schema where Value == String {
  /// A name that Kubernetes takes for an object and a label.
  static var dnsLabel: Schema {
    .string(
      "a DNS-1123 name of at most 63 small letters, digits and `-`",
      saying: .matches(DNSLabel.pattern),
      isValid: DNSLabel.matches
    )
  }

  /// A day of the calendar: `2024-02-01`.
  static var day: Schema {
    .string.checked(saying: KeyRules(kind: .daily).keyConstraint) { text in
      let format = TimeFormat.day
      guard !format.matches(text) else { return [] }
      return [Issue("expected \(format.noun), found \(quoted(text))", hint: format.hint(for: text))]
    }
  }

  /// The parts of an asset's key, joined by `/`; a slash within a part is `\/`.
  public static var assetKey: Schema {
    .string("an asset key like orders or sales/orders", saying: .matches(assetKeyPattern)) { text in
      [String](assetKey: text).allSatisfy { part in
        !part.allSatisfy(\.isWhitespace)
      }
    }.checked { hiddenIssues(in: $0) }
  }

  /// Parts that each have something to see in them, where a slash that is escaped is none between two of them.
  private static var assetKeyPattern: String {
    let (other, escaped) = (#"[^/\\]"#, #"\\(?:[/\\]|(?![/\\]))"#)
    let part = #"\s*(?:(?!\s)\#(other)|\#(escaped))(?:\#(other)|\#(escaped))*"#
    return "^\(part)(?:/\(part))*$"
  }

  /// One text and no other.
  static func constant(_ wanted: String) -> Schema {
    .string("\"\(wanted)\"", saying: .isOneOf([wanted])) { $0 == wanted }
  }
}

extension Schema where Value == [String] {
  /// Keys of several assets, each named once.
  public static func assetKeys(minimum: Int) -> Schema {
    .list(of: .assetKey, minimum: minimum).once(each: "asset", in: "assets")
  }

  /// Keys of a dynamic partitions definition, which Dagster takes whatever they are.
  static var dynamicKeys: Schema {
    let rules = KeyRules(kind: .dynamic)
    return partitionKeys.checked(saying: .items(rules.keyConstraint)) { keys in
      rules.issues(in: keys, at: .root)
    }
  }
}
