internal import Diagnostics

/// An image at a version: `registry/project/runner:v1` or `registry/project/runner@sha256:…`.
package struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// Without tag and digest.
  package let repository: String
  /// A tag, or `sha256:` and 64 digits.
  package let version: String

  /// - Throws: `Refusal` where the two make no image's name.
  package init(repository: String, version: String) throws(Refusal) {
    guard Self.isRepository(repository) else {
      throw .usage(
        "--image: expected an image without tag and digest, such as ghcr.io/OWNER/NAME/runner, found \(quoted(repository))"
      )
    }
    guard Self.isTag(version) || Self.isDigest(version) else {
      throw .usage("expected an image's tag or sha256: and 64 digits as VERSION, found \(quoted(version))")
    }
    (self.repository, self.version) = (repository, version)
  }

  /// - Throws: `Refusal` where the text is no image at a version.
  package init(_ text: String) throws(Refusal) {
    guard let mark = text.lastIndex(of: "@") ?? text.lastIndex(of: ":") else {
      throw .usage("expected an image at a version, such as registry/runner:v1, found \(quoted(text))")
    }
    try self.init(repository: String(text[..<mark]), version: String(text[text.index(after: mark)...]))
  }

  /// Whether the version is a digest: what runs is then certain.
  package var isDigest: Bool { Self.isDigest(version) }

  package var description: String { repository + (isDigest ? "@" : ":") + version }

  /// As a label's value: a digest is too long for one, and its colon isn't taken.
  var versionLabel: String {
    let text = isDigest ? "sha256-" + version.dropFirst(7).prefix(12) : String(version.prefix(63))
    // A tag may begin with `_` and end with `.`, a label's value may not.
    let start = text.drop { !$0.isLetter && !$0.isNumber }
    return String(
      start.prefix((start.lastIndex { $0.isLetter || $0.isNumber }.map { start[...$0].count }) ?? 0)
    )
  }

  /// Whether a text is `sha256:` and 64 digits.
  package static func isDigest(_ text: String) -> Bool {
    let digits = text.dropFirst(7).utf8
    return text.hasPrefix("sha256:") && digits.count == 64
      && digits.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }

  /// As the distribution specification has it: perhaps a server with a port, and then a path of small letters.
  /// https://github.com/distribution/reference
  private static func isRepository(_ text: String) -> Bool {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= 255, let first = parts.first else { return false }
    if parts.count > 1, first == "localhost" || first.contains(".") || first.contains(":") {
      guard isServer(first) else { return false }
      parts.removeFirst()
    }
    return parts.allSatisfy { $0.wholeMatch(of: /[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*/) != nil }
  }

  private static func isServer(_ text: Substring) -> Bool {
    text.wholeMatch(
      of:
        /[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]{1,5})?/
    )
      != nil
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
    return (first.isLetterOrDigit || first == UInt8(ascii: "_"))
      && text.utf8.allSatisfy { $0.isLetterOrDigit || "._-".utf8.contains($0) }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLetterOrDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
}
