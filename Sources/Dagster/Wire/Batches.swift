package import JSONTree

extension Array {
  /// These in pieces of at most `size`: a request about many things gets longer, and a server slower over it.
  package func batches(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }

  /// These in pieces of at most `size`, that weigh no more than `limit` together where there are several.
  package func batches(of size: Int, weighing limit: Int, _ weight: (Element) -> Int) -> [[Element]] {
    var batches: [[Element]] = []
    var rest = limit
    for element in self {
      let own = weight(element)
      if let last = batches.last, last.count < size, own <= rest {
        batches[batches.count - 1].append(element)
      } else {
        batches.append([element])
        rest = limit
      }
      rest -= own
    }
    return batches
  }
}

/// How many assets are asked about at once. A hundred take a busy server five seconds, which is as near to a request's
/// limit as is good.
let assetsInOneAnswer = 50
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
