package import Diagnostics
package import YAML

extension Schema {
  /// Reads a whole document strictly.
  ///
  /// - Returns: the value, `nil` where something is wrong; the tree, for the positions of problems that are found later; and
  ///   everything wrong, in the order of its places in the file.
  package func read(_ bytes: [UInt8], file: String) -> (value: Value?, root: Node?, problems: [Diagnostic]) {
    let reading = Reading(bytes, file: file)
    var problems = reading.problems
    let value = reading.root.flatMap { decode($0, problems: &problems) }
    let lines = Set(problems.compactMap(\.position?.line))
    if !reading.isASCII {
      problems += hiddenCharacters(in: bytes, file: file).filter { !lines.contains($0.place.line) }
    }
    return (problems.isEmpty ? value : nil, reading.root, problems.inFileOrder().limited(in: file))
  }
}

/// What stands in a file, comments included, and can't be seen: the first on each line. A byte order mark may begin it;
/// elsewhere reading itself finds one.
private func hiddenCharacters(in bytes: [UInt8], file: String) -> [Diagnostic] {
  guard bytes.contains(where: { $0 >= 0x80 }), let text = String(validating: bytes, as: UTF8.self) else {
    return []
  }
  var problems: [Diagnostic] = []
  // Line feeds alone end lines here, as they do where the text is read.
  let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, line) in lines.enumerated() where problems.count <= maximumProblems {
    let found = line.enumerated().first { $1.isHidden && !["\t", "\r", "\u{FEFF}"].contains($1) }
    guard let (offset, scalar) = found else { continue }
    let position = Position(line: number + 1, column: offset + 1)
    let issue = Issue.hidden(scalar)
    problems.append(
      Diagnostic(.error, file: file, position: position, message: issue.message, hint: issue.hint)
    )
  }
  return problems
}

extension [Diagnostic] {
  /// Says so where there may be more than are looked for.
  fileprivate func limited(in file: String) -> [Diagnostic] {
    guard count > maximumProblems else { return self }
    let message = "found more than \(maximumProblems) problems; the others are not shown"
    return prefix(maximumProblems) + [Diagnostic(.note, file: file, position: nil, message: message)]
  }

  /// Keeps the order in which problems of the same place were found; a note about all of them comes last.
  fileprivate func inFileOrder() -> [Diagnostic] {
    enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
  }
}

extension Diagnostic {
  fileprivate var place: Position {
    position ?? (severity == .note ? Position(line: .max, column: 1) : Position(line: 1, column: 1))
  }
}
