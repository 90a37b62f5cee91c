/// Two texts' difference in the form of `diff -u`, with three lines of context.
struct UnifiedDiff {
  private static let context = 3

  private enum Line {
    case same(Substring), removed(Substring), added(Substring)
  }

  private let lines: [Line]
  private let names: (old: String, new: String)

  init(from old: [UInt8], to new: [UInt8], oldName: String, newName: String) {
    names = (oldName, newName)
    lines = Self.merge(Self.lines(of: old), Self.lines(of: new))
  }

  /// Empty where the texts are the same.
  var text: String {
    let hunks = self.hunks
    guard !hunks.isEmpty else { return "" }
    return "--- \(names.old)\n+++ \(names.new)\n" + hunks.map(text(of:)).joined()
  }

  /// A text that doesn't end in a line feed has a last line marked as `diff` marks it.
  private static func lines(of bytes: [UInt8]) -> [Substring] {
    guard !bytes.isEmpty else { return [] }
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    guard let last = lines.popLast(), !last.isEmpty else { return lines }
    return lines + [last + "\n\\ No newline at end of file"]
  }

  private static func merge(_ old: [Substring], _ new: [Substring]) -> [Line] {
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

  private func text(of hunk: Range<Int>) -> String {
    let before = counts(in: lines[..<hunk.lowerBound])
    let inside = counts(in: lines[hunk])
    let oldStart = inside.old == 0 ? before.old : before.old + 1
    let newStart = inside.new == 0 ? before.new : before.new + 1
    let body = lines[hunk].map { line in
      switch line {
      case .same(let text): " \(text)\n"
      case .removed(let text): "-\(text)\n"
      case .added(let text): "+\(text)\n"
      }
    }
    return "@@ -\(oldStart),\(inside.old) +\(newStart),\(inside.new) @@\n" + body.joined()
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
