import CommandLineSupport
import Contract
import Diagnostics
import Triggering

#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

/// What the process has around it, read in one place.
enum Console {
  static let reporter = ConsoleReporter()

  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// What an option or a variable says; `nil` where nobody said anything.
  static func text(_ setting: Setting) throws(Refusal) -> String? {
    do throws(SettingError) {
      return try setting.text()
    } catch {
      throw Refusal(.badEnvironment, error.description)
    }
  }

  static func randomID() -> String { UUID().uuidString.lowercased() }

  /// This command, to be typed again.
  static var commandLine: String {
    (["ci/trigger"] + CommandLine.arguments.dropFirst().map(shellWord)).joined(separator: " ")
  }

  /// A text as one word of a shell.
  static func shellWord(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,".utf8.contains(byte)
      }
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

/// Results on stdout, everything else on stderr, each line as soon as it is there.
struct ConsoleReporter: Reporter {
  func result(_ line: String) {
    print(legible(line))
    fflush(nil)
  }

  func note(_ line: String) {
    var standardError = StandardError()
    print(legible(line), to: &standardError)
  }
}
