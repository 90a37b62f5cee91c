package import JSONTree

/// How many assets are asked about at once. A hundred take a busy server five seconds, which is as near to a request's
/// limit as is good.
package let assetsInOneAnswer = 50
/// How many of what takes a server no time of its own, such as definitions.
package let definitionsInOneAnswer = 500

extension GraphQLOperation {
  /// One query that asks the same of several things, with values of its own for each.
  ///
  /// - Parameters:
  ///   - types: the variables of one part by name, as `["key": "AssetKeyInput!"]`.
  ///   - values: those of each part.
  ///   - part: the field of one part, under an alias; its variables are `$key0` in the first part.
  package static func combined(
    _ name: String,
    of subject: String = "",
    _ types: KeyValuePairs<String, String>,
    _ values: [[String: JSONValue]],
    part: (Int) -> String
  ) -> GraphQLOperation {
    let parameters = values.indices.flatMap { index in types.map { "$\($0.key)\(index): \($0.value)" } }
    var variables: [String: JSONValue] = [:]
    for (index, own) in values.enumerated() {
      for (key, value) in own { variables["\(key)\(index)"] = value }
    }
    let fields = values.indices.map(part).joined(separator: "\n")
    return .query(
      name,
      of: subject,
      "query \(name)(\(parameters.joined(separator: ", "))) {\n\(fields) }",
      variables
    )
  }
}
