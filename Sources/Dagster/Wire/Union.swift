internal import DagsterModel

/// The wanted member of a result union.
package protocol UnionMember: Decodable {
  /// Its GraphQL type's name.
  static var typeName: String { get }
}

/// A result union: the wanted member, or another. Members this client does not know are others.
package enum Union<Member: UnionMember>: Decodable {
  case member(Member)
  case other(Refusal)

  private enum CodingKeys: String, CodingKey {
    case typeName = "__typename"
  }

  package init(from decoder: any Decoder) throws {
    let name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .typeName)
    self = name == Member.typeName ? .member(try Member(from: decoder)) : .other(try Refusal(from: decoder))
  }

  /// The member, or the reason why it is another.
  func get(for operation: GraphQLOperation) throws(AnswerReader.Failure) -> Member {
    switch self {
    case .member(let member): return member
    case .other(let refusal): throw .init(refusal.reason(about: operation.subject))
    }
  }
}

extension Union: Sendable where Member: Sendable {}

/// Any other member of a result union, with the fields one or the other has.
package struct Refusal: Decodable, Sendable {
  let typeName: String
  let message: String?
  let className: String?
  let partitionKeys: [String]?
  let errors: [ConfigProblemAnswer]?
  let invalidStepKey: String?
  let stepKey: String?

  private enum CodingKeys: String, CodingKey {
    case typeName = "__typename"
    case message, className, partitionKeys, errors, invalidStepKey, stepKey
  }

  private static let missing: [String: DagsterError.Kind] = [
    "AssetNotFoundError": .asset,
    "PipelineNotFoundError": .job,
    "RepositoryNotFoundError": .repository,
    "PartitionSetNotFoundError": .partitionSet,
    "BackfillNotFoundError": .backfill,
    "RunNotFoundError": .run,
    "ScheduleNotFoundError": .schedule,
    "SensorNotFoundError": .sensor,
  ]

  func reason(about subject: String) -> DagsterError.Reason {
    if let kind = Self.missing[typeName] { return .notFound(kind, name: subject) }
    switch typeName {
    case "PythonError": return .rejected(message: words, className: className)
    case "UnauthorizedError": return .unauthorized(message: words)
    case "PartitionKeysNotFoundError": return .unknownPartitions(partitionKeys ?? [])
    case "RunConfigValidationInvalid", "PipelineConfigValidationInvalid":
      return .invalidConfig((errors ?? []).map(\.problem))
    default: return .refused(type: typeName, message: words)
    }
  }

  private var words: String {
    let step = (invalidStepKey ?? stepKey).map { "no step \"\($0)\"" }
    return (message ?? step ?? "without a message").trimmed
  }
}
