import Diagnostics
import JobDSL

/// One setting of a step, before and after.
struct SettingChange {
  var path: Path
  var old: Setting.Value?
  var new: Setting.Value?

  /// In the order of the new document; what only the old one has comes last.
  static func changes(from old: Step, to new: Step) -> [SettingChange] {
    let (before, after) = (old.settings, new.settings)
    let oldValues = Dictionary(before.map { ($0.path, $0.value) }) { first, _ in first }
    let newValues = Dictionary(after.map { ($0.path, $0.value) }) { first, _ in first }
    let paths = after.map(\.path) + before.map(\.path).filter { newValues[$0] == nil }
    return paths.compactMap { path in
      guard oldValues[path] != newValues[path] else { return nil }
      return SettingChange(path: path, old: oldValues[path], new: newValues[path])
    }
  }

  /// Setting, before and after as the cells of a table; of two lists what left and what came.
  var cells: [String] {
    [
      Markdown.code("\(path)"),
      old.map { $0.markdown(besides: new, sign: "−") } ?? "–",
      new.map { $0.markdown(besides: old, sign: "+") } ?? "–",
    ]
  }
}
