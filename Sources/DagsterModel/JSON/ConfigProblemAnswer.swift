internal import JSONTree

/// A `PipelineConfigValidationError` as it comes.
package struct ConfigProblemAnswer: Decodable, Sendable {
  struct Field: Decodable, Sendable { let name: String }
  struct Stack: Decodable, Sendable { let entries: [Entry] }
  struct Entry: Decodable, Sendable {
    let fieldName: String?
    let listIndex: Int?
    let mapKey: JSONValue?
  }

  let message: String
  let reason: String?
  let stack: Stack?
  let field: Field?
  let fields: [Field]?
  let fieldName: String?
  let fieldNames: [String]?
  let incomingFields: [String]?
  let valueRep: String?

  /// The fields of a `PipelineConfigValidationError` that `ConfigProblem` is made of. The error's own
  /// `path` is always empty; `stack` has the place.
  package static let selection = """
    message reason stack { entries { __typename
      ... on EvaluationStackPathEntry { fieldName } ... on EvaluationStackListItemEntry { listIndex }
      ... on EvaluationStackMapKeyEntry { mapKey } ... on EvaluationStackMapValueEntry { mapKey } } }
    ... on MissingFieldConfigError { field { name } } ... on MissingFieldsConfigError { fields { name } }
    ... on FieldNotDefinedConfigError { fieldName } ... on FieldsNotDefinedConfigError { fieldNames }
    ... on RuntimeMismatchConfigError { valueRep } ... on SelectorTypeConfigError { incomingFields }
    """

  package var problem: ConfigProblem {
    ConfigProblem(
      path: (stack?.entries ?? []).compactMap(\.component),
      message: message,
      reason: reason ?? "",
      fieldNames: [field?.name, fieldName].compactMap(\.self) + (fields ?? []).map(\.name)
        + (fieldNames ?? [])
        + (incomingFields ?? []),
      value: valueRep
    )
  }
}

extension ConfigProblemAnswer.Entry {
  fileprivate var component: ConfigProblem.PathComponent? {
    if let fieldName { return .key(fieldName) }
    if let listIndex { return .index(listIndex) }
    switch mapKey {
    case .string(let key): return .key(key)
    case .int(let key): return .key(String(key))
    case .bool(let key): return .key(String(key))
    default: return nil
    }
  }
}
