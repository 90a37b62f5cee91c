internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What an option of the command line says, or a variable of the environment where it isn't given.
///
/// All settings are read through this: a Secret, an `.env` file or a shell leaves a line's end at the edge of a value,
/// and with it a ledger's address would be another ledger, in which no job ever ran.
package struct Setting: Sendable {
  /// Gives a variable's bytes.
  package typealias Environment = @Sendable (String) -> [UInt8]?

  private let option: (name: String, value: String?)?
  private let variables: [String]
  private let hasLines: Bool

  /// An option, else the first of some variables that says something.
  ///
  /// - Parameter hasLines: whether it may have several lines and tabs, as prose has.
  package init(_ option: String, _ value: String?, or variables: String..., hasLines: Bool = false) {
    self.option = (option, value)
    self.variables = variables
    self.hasLines = hasLines
  }

  /// The first of some variables that says something.
  package init(_ variables: String...) {
    option = nil
    self.variables = variables
    hasLines = false
  }

  /// The text without white space around it; `nil` where nothing is left of it, or where nobody said anything.
  ///
  /// - Throws: where something within it can't be seen, or isn't text at all.
  package func text(in environment: Environment = Self.ofThisProcess) throws(SettingError) -> String? {
    if let option, let value = option.value { return try cleaned(Array(value.utf8), of: option.name) }
    for variable in variables {
      if let bytes = environment(variable), let text = try cleaned(bytes, of: variable) { return text }
    }
    return nil
  }

  /// Each of some variables that says something, by its name.
  package static func texts(
    of variables: [String],
    in environment: Environment = Self.ofThisProcess
  ) throws(SettingError) -> [String: String] {
    var texts: [String: String] = [:]
    for variable in variables { texts[variable] = try Setting(variable).text(in: environment) }
    return texts
  }

  /// One variable at a time: to make the dictionary of all of them takes a tenth of a start.
  package static let ofThisProcess: Environment = { name in
    getenv(name).map { text in
      Array(UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:)))
    }
  }

  private func cleaned(_ bytes: [UInt8], of name: String) throws(SettingError) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingError("expected UTF-8 in \(name), found other bytes: write it again by hand")
    }
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !$0.isBlank }),
      let last = scalars.lastIndex(where: { !$0.isBlank })
    else { return nil }
    let allowed: Set<Unicode.Scalar> = hasLines ? ["\n", "\r", "\t"] : []
    if let found = scalars[first...last].first(where: { $0.isHidden && !allowed.contains($0) }) {
      throw SettingError(
        "expected \(hasLines ? "" : "one line of ")visible text in \(name), found \(found.codePoint) within it: write it again by hand"
      )
    }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }
}

/// A setting that can't be used. It names the setting and what was found, never the value, which may be a secret.
package struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

extension Unicode.Scalar {
  /// What may be cut off at the edges: white space, line ends, and the marks of a byte order and of no width.
  fileprivate var isBlank: Bool { properties.isWhitespace || value == 0xFEFF || value == 0x200B }
}
