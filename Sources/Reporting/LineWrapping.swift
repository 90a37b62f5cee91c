internal import Diagnostics

extension String {
  /// Broken between words, so that a terminal breaks no id and no address in two. What is too long for any line stands on
  /// one of its own, from the first column on, as one copies it.
  ///
  /// - Parameter width: the terminal's columns.
  func wrapped(to width: Int) -> String {
    guard width > 0, columns > width || contains("\n") else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { Self.wrapped(String($0), to: width) }.joined(separator: "\n")
  }

  private static func wrapped(_ line: String, to width: Int) -> String {
    guard line.columns > width else { return line }
    let margin = String(line.prefix { $0 == " " })
    let indentation = margin + "  "
    var (lines, current) = ([String](), margin)
    var isBlank = true
    for word in line.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false) {
      if !isBlank, current.columns + 1 + String(word).columns > width {
        lines.append(current)
        (current, isBlank) = (indentation, true)
      }
      if isBlank, indentation.columns + String(word).columns > width { current = "" }
      current += (isBlank ? "" : " ") + word
      isBlank = false
    }
    return (lines + [current]).map { $0.trimmingTrailingSpaces() }.joined(separator: "\n")
  }
}
