import Diagnostics
import ExactText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where people are told: a file of lines `OWNER URL`, with `*` as the owner for everybody else, and comments behind a `#`.
struct Webhooks: Sendable {
  private var addresses: [ExactString: WebhookAddress] = [:]

  /// Who stands for everybody that has no line.
  private static let everybodyElse = "*"
  private static let maximumBytes = 256 * 1024

  /// Reads it anew: a mounted Secret changes while a runner waits.
  ///
  /// - Throws: every problem. None shows a line's text, which may be the address, and so the secret.
  init(file: String) throws(UnusableWebhooks) {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw UnusableWebhooks([
        "\(file): error: expected a readable file, found none: check that it is mounted"
      ])
    }
    guard bytes.count <= Self.maximumBytes else {
      throw UnusableWebhooks([
        "\(file): error: expected at most \(Self.maximumBytes) bytes, found \(bytes.count): give it a line an owner"
      ])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UnusableWebhooks(["\(file): error: expected UTF-8, found other bytes: write it again by hand"])
    }
    try self.init(text, file: file)
  }

  init(_ text: String, file: String) throws(UnusableWebhooks) {
    var problems: [String] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let last = words.last, !words[0].hasPrefix("#") else { continue }
      let owner = words.dropLast().joined(separator: " ")
      do throws(WebhookAddress.Misspelling) {
        guard !owner.isEmpty else { throw "one word: expected OWNER URL, or * URL for everybody else" }
        guard owner.firstHidden() == nil else {
          throw "an owner with a character that can't be seen: write it again by hand"
        }
        let address = try WebhookAddress(String(last))
        guard addresses.updateValue(address, forKey: Exact(owner)) == nil else {
          throw "\(quoted(owner)) a second time: leave one of its lines"
        }
      } catch {
        problems.append("\(file):\(index + 1): error: found \(error.words)")
      }
    }
    guard problems.isEmpty else { throw UnusableWebhooks(problems) }
  }

  /// - Returns: `nil` for somebody who is told nothing.
  func address(of name: String) -> WebhookAddress? {
    addresses[Exact(name)] ?? addresses[Exact(Self.everybodyElse)]
  }
}

/// Why a file of webhooks can't be used.
struct UnusableWebhooks: Error, Hashable {
  let problems: [String]

  init(_ problems: [String]) { self.problems = problems }
}

/// The address of a webhook. Whoever has it may write there: it has no text of its own.
struct WebhookAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// For the request alone.
  let url: String

  /// What is wrong with a line, without the line.
  struct Misspelling: Error, ExpressibleByStringInterpolation {
    let words: String
    init(stringLiteral words: String) { self.words = words }
  }

  init(_ text: String) throws(Misspelling) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URL(string: text),
      let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.host()?.isEmpty == false
    else { throw "no address behind the owner: expected one like https://hooks.slack.com/services/…" }
    guard url.user == nil, url.password == nil, url.fragment == nil else {
      throw "an address with a user, a password or a fragment: expected one without"
    }
    self.url = text
  }

  var description: String { "<redacted>" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
