import ArgumentParser
import CommandLineSupport
import Contract
import Diagnostics
import Ledger
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

/// What the process has around it, read in one place.
enum Console {
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Writes what a command came to on standard output; all of it goes through here.
  ///
  /// - Parameters:
  ///   - isJSON: whether it is for machines, which get every character, those that can't be seen as escapes.
  ///   - terminator: what ends it where it doesn't end with a line feed of its own.
  static func printResult(_ text: String, isJSON: Bool = false, terminator: String = "\n") {
    let shown = isJSON ? legibleJSON(text) : legible(text, keepsColors: showsColors)
    print(shown, terminator: shown.utf8.last == UInt8(ascii: "\n") ? "" : terminator)
  }

  static func printError(_ text: String) {
    var standardError = StandardError()
    print(legible(text, keepsColors: isatty(STDERR_FILENO) == 1), to: &standardError)
  }

  /// A redrawn progress line for people, one JSON object a line for everybody else.
  static func events() -> any EventSink {
    let write = { @Sendable (text: String) in
      var standardError = StandardError()
      standardError.write(text)
    }
    guard isatty(STDERR_FILENO) == 1, environment["TERM"] != "dumb" else {
      return JSONLinesSink(write: write)
    }
    return TerminalSink(environment: environment, width: { width(of: STDERR_FILENO) }, write: write)
  }

  /// Whether standard output is a terminal that is to show colors (https://no-color.org).
  static var showsColors: Bool {
    isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// The columns of the terminal that results are printed on; `nil` where they go somewhere else.
  static var resultWidth: Int? { isatty(STDOUT_FILENO) == 1 ? width(of: STDOUT_FILENO) : nil }

  private static func width(of terminal: Int32) -> Int {
    var size = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Unique to this process, and telling enough to find it: host, process id, a random part.
  static func holder() -> String {
    let host = environment["HOSTNAME"] ?? ProcessInfo.processInfo.hostName
    return "\(host)/\(getpid())/\(randomID().prefix(8))"
  }

  /// A positive number of seconds from the environment; `nil` where there is none.
  static func seconds(_ name: String) throws -> Double? {
    let given: String?
    do throws(SettingError) { given = try Setting(name).text() } catch { throw badEnvironment(error) }
    guard let text = given else { return nil }
    guard let seconds = Seconds.positive(text) else {
      printError("error: expected a positive number of seconds in \(name), found \"\(text)\"")
      throw ExitCode(.badEnvironment)
    }
    return seconds
  }

  /// `true` or `false` from the environment; `nil` where there is neither.
  static func bool(_ name: String) throws -> Bool? {
    let given: String?
    do throws(SettingError) { given = try Setting(name).text() } catch { throw badEnvironment(error) }
    guard let text = given else { return nil }
    guard let bool = Bool(text) else {
      printError("error: expected true or false in \(name), found \"\(text)\"")
      throw ExitCode(.badEnvironment)
    }
    return bool
  }

  /// Exits with 78, once it is said why.
  static func badEnvironment(_ error: any Error) -> ExitCode {
    printError("error: \(error)")
    return ExitCode(.badEnvironment)
  }

  static func randomID() -> String { UUID().uuidString.lowercased() }
}
