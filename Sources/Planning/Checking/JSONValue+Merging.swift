import Diagnostics
import ExactText
import JSONTree

extension JSONValue {
  /// Both of two configurations, and the places at which they say two different things.
  func merged(with other: JSONValue, at path: Path) -> (value: JSONValue, conflicts: [Path]) {
    guard self != other else { return (self, []) }
    guard case .object(var members) = self, case .object(let added) = other else {
      return isNothing ? (other, []) : (self, [path])
    }
    var conflicts: [Path] = []
    for (name, value) in added.sorted(by: { $0.key < $1.key }) {
      guard let own = members[name] else {
        members[name] = value
        continue
      }
      let both = own.merged(with: value, at: path[name.wrappedValue])
      members[name] = both.value
      conflicts += both.conflicts
    }
    return (.object(members), conflicts)
  }

  /// What stands for no configuration.
  private var isNothing: Bool {
    if case .object(let members) = self { members.isEmpty } else { self == .null }
  }
}
