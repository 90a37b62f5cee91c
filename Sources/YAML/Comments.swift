internal import Diagnostics

/// Comments, which libyaml's emitter can't write.
enum Comments {
  /// One comment a line, for the top of a document.
  static func lines(_ lines: [String]) -> [UInt8] {
    var text = ""
    for line in lines {
      // Nearly always one line of ASCII, which needs no look at its characters.
      if !line.isEmpty, line.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) {
        text += "# \(line)\n"
        continue
      }
      for part in line.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        text += part.isEmpty ? "#\n" : "# \(writable(part))\n"
      }
    }
    return Array(text.utf8)
  }

  /// Adds each comment to the line on which the value at its path begins.
  ///
  /// In what `Writer` writes that line ends in a scalar of one line, in `key:`, or in the `|` of a literal block:
  /// a comment may follow each of them. The lines inside of a literal block are never such a line. Whatever is
  /// beyond the limits of reading is left as it is: nobody can read it anyway.
  static func adding(_ comments: [Path: String], to document: [UInt8]) -> [UInt8] {
    guard let root = Reading(document, file: "").root else { return document }
    var texts: [Int: [String]] = [:]
    for (path, comment) in comments {
      guard let line = root[path]?.position.line else { continue }
      texts[line, default: []].append(comment)
    }
    var commented: [UInt8] = []
    commented.reserveCapacity(document.count)
    var line = 1
    for byte in document {
      if byte == UInt8(ascii: "\n") {
        // Sorted, since a dictionary's order differs from run to run.
        for text in texts[line, default: []].sorted() { commented += "  # \(writable(text[...]))".utf8 }
        line += 1
      }
      commented.append(byte)
    }
    return commented
  }

  /// On one line, and without what no document may hold, so that it can be read whatever the comment says.
  private static func writable(_ line: Substring) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      let isWritable = !scalar.isRefused && !scalar.breaksLines && scalar != "\r" && scalar != "\n"
      text.unicodeScalars.append(isWritable ? scalar : "\u{FFFD}")
    }
    return text
  }
}
