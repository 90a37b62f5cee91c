import ExactText
import YAML

/// The limits on concurrent runs by tag that a Dagster instance declares in its `dagster.yaml`.
package struct TagConcurrencyLimits {
  private let entries: [Node]

  /// - Parameter yaml: as the server gives them: a list of `{key, limit, value: {applyLimitPerUniqueValue: true}}`.
  package init(yaml: String) {
    entries = Reading(Array(yaml.utf8), file: "tagConcurrencyLimitsYaml").root.map { Array($0.items) } ?? []
  }

  /// How many runs with these tags may run at once; `nil` where no limit is about them.
  package func atOnce(with tags: [Tag]) -> Int? {
    entries.compactMap { entry -> Int? in
      guard let key = entry["key"]?.text, case .integer(let limit)? = entry["limit"]?.scalar,
        let tag = tags.first(where: { $0.key.isExactly(key) })
      else { return nil }
      guard let value = entry["value"], value.kind == .scalar, value.scalar != .null else { return limit }
      return value.text.isExactly(tag.value) ? limit : nil
    }.min()
  }

  /// Whether runs that share one value of the tag are held to at most `limit` at once.
  package func holds(_ limit: Int, for key: String) -> Bool {
    entries.contains { entry in
      guard entry["key"]?.text == key, case .integer(let found)? = entry["limit"]?.scalar else {
        return false
      }
      return found <= limit && entry["value"]?["applyLimitPerUniqueValue"]?.scalar == .boolean(true)
    }
  }
}
