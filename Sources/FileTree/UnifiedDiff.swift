/// Two texts' difference in the form of `diff -u`, with three lines of context.
///
/// Lines are compared and written by their bytes: to `String`, CR LF is one character and `é` is the same
/// however it is composed, where a patch has to tell them apart.
struct UnifiedDiff {
  private typealias Text = [UInt8]

  private static let context = 3

  private enum Line {
    case same(Text), removed(Text), added(Text)
  }

  private let lines: [Line]
  private let names: (old: String, new: String)

  init(from old: [UInt8], to new: [UInt8], oldName: String, newName: String) {
    names = (oldName, newName)
    lines = Self.merge(Self.lines(of: old), Self.lines(of: new))
  }

  /// Empty where the texts are the same.
  var text: [UInt8] {
    let hunks = self.hunks
    guard !hunks.isEmpty else { return [] }
    return Array("--- \(names.old)\n+++ \(names.new)\n".utf8) + hunks.flatMap(text(of:))
  }

  /// A text that doesn't end in a line feed has a last line marked as `diff` marks it.
  private static func lines(of bytes: [UInt8]) -> [Text] {
    guard !bytes.isEmpty else { return [] }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    guard let last = lines.popLast(), !last.isEmpty else { return lines }
    return lines + [last + "\n\\ No newline at end of file".utf8]
  }

  private static func merge(_ old: [Text], _ new: [Text]) -> [Line] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < old.count || newIndex < new.count {
      if removed.contains(oldIndex) {
        lines.append(.removed(old[oldIndex]))
        oldIndex += 1
      } else if added.contains(newIndex) {
        lines.append(.added(new[newIndex]))
        newIndex += 1
      } else {
        lines.append(.same(old[oldIndex]))
        (oldIndex, newIndex) = (oldIndex + 1, newIndex + 1)
      }
    }
    return lines
  }

  /// The stretches of lines that have changes in them or near them.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, line) in lines.enumerated() {
      if case .same = line { continue }
      let range = max(0, index - Self.context)..<min(lines.count, index + Self.context + 1)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private func text(of hunk: Range<Int>) -> [UInt8] {
    let before = counts(in: lines[..<hunk.lowerBound])
    let inside = counts(in: lines[hunk])
    let old = Self.range(after: before.old, count: inside.old)
    let new = Self.range(after: before.new, count: inside.new)
    let newline = UInt8(ascii: "\n")
    let body = lines[hunk].flatMap { line in
      switch line {
      case .same(let text): [UInt8(ascii: " ")] + text + [newline]
      case .removed(let text): [UInt8(ascii: "-")] + text + [newline]
      case .added(let text): [UInt8(ascii: "+")] + text + [newline]
      }
    }
    return Array("@@ -\(old) +\(new) @@\n".utf8) + body
  }

  /// As `diff` writes it: the count is left out where it is one, and no lines come after the line before.
  private static func range(after before: Int, count: Int) -> String {
    switch count {
    case 0: "\(before),0"
    case 1: "\(before + 1)"
    default: "\(before + 1),\(count)"
    }
  }

  private func counts(in lines: ArraySlice<Line>) -> (old: Int, new: Int) {
    lines.reduce(into: (old: 0, new: 0)) { counts, line in
      switch line {
      case .same: (counts.old, counts.new) = (counts.old + 1, counts.new + 1)
      case .removed: counts.old += 1
      case .added: counts.new += 1
      }
    }
  }
}
