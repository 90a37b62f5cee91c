import ExactText
package import JSONTree

/// The configuration of a run as the server completes it, field by field.
package struct RunConfiguration: Hashable, Sendable {
  /// A field that is a value, a list or an empty mapping.
  package struct Field: Hashable, Sendable {
    /// From the root: `ops.purge.config.dry_run`.
    package var path: String
    package var value: JSONValue
    /// Whether the server fills it in.
    package var isDefault: Bool
  }

  /// By their paths.
  package var fields: [Field]

  /// - Parameters:
  ///   - given: what is sent.
  ///   - defaults: what the server fills in.
  package init(given: JSONValue?, defaults: JSONValue?) {
    fields = []
    add(given, over: defaults, at: "")
    fields.sort { $0.path.precedesExactly($1.path) }
  }

  private mutating func add(_ given: JSONValue?, over defaults: JSONValue?, at path: String) {
    // What is given in place of a mapping is not completed.
    if case .object(let members)? = given ?? defaults {
      var fallback: [ExactString: JSONValue] = [:]
      if case .object(let found)? = defaults { fallback = found }
      let names = Set(members.keys).union(fallback.keys)
      for name in names {
        add(
          given == nil ? nil : members[name],
          over: fallback[name],
          at: path.isEmpty ? name.wrappedValue : "\(path).\(name.wrappedValue)"
        )
      }
      if !names.isEmpty { return }
    }
    guard let value = given ?? defaults, !path.isEmpty else { return }
    fields.append(Field(path: path, value: value, isDefault: given == nil))
  }

  /// Something that is otherwise than it was.
  package struct Difference: Hashable, Sendable {
    package var path: String
    /// `nil` where there was none.
    package var before: JSONValue?
    /// `nil` where there is none any more.
    package var now: JSONValue?
  }

  /// What is otherwise than in another, by path.
  package func differences(from earlier: RunConfiguration) -> [Difference] {
    let before = Dictionary(earlier.fields.map { (ExactString($0.path), $0.value) }) { $1 }
    let now = Dictionary(fields.map { (ExactString($0.path), $0.value) }) { $1 }
    return Set(before.keys).union(now.keys).sorted().compactMap { path in
      let (old, new) = (before[path], now[path])
      return old == new ? nil : Difference(path: path.wrappedValue, before: old, now: new)
    }
  }
}
