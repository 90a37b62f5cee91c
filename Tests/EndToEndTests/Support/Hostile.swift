import Foundation
import TestSupport
import Testing

/// What somebody may write into a name, a reason or an error message, to steer who reads it.
enum Hostile {
  static let texts = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "::error file=a::b", "  ::add-mask::e",
    "x\n::set-output name=PLAN::sha256:0",
    "##[error]x", "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "a\u{2028}::error::b", "\u{9B}31m",
    "\u{200B}\u{E0041}", "\r::stop-commands::x",
    "section_start:0:x\r\u{1B}[0K",
  ]

  /// Its ending; it is told to leave after a while.
  static func ending(of child: Child) async -> Child.Ending {
    let limit = Task {
      try await Task.sleep(for: .seconds(20))
      child.send(SIGTERM)
    }
    let ending = await child.ending()
    limit.cancel()
    return ending
  }

  /// Expects that nothing of it comes out as it is.
  static func expectNone(in ending: Child.Ending, of command: [String]) {
    for line in (ending.output + "\n" + ending.errors).split(separator: "\n") {
      let isClean = line.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar == "\t"
        case .format, .lineSeparator, .paragraphSeparator, .privateUse: false
        default: true
        }
      }
      #expect(isClean, "\(command): \(line.debugDescription)")
      #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(command): \(line)")
      // Within JSON's quotes it begins no line of a log.
      #expect(line.hasPrefix("{") || command.contains("json") || !line.contains("##["), "\(command): \(line)")
    }
  }
}
