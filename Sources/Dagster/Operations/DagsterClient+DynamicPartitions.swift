internal import JSONTree

extension DagsterClient {
  /// Adds a key to a dynamic partitions definition.
  ///
  /// - Parameters:
  ///   - key: the server takes any text, the empty one and line breaks too: check it first.
  ///   - name: the definition's name, as in `PartitionDefinition.Kind.dynamic`.
  /// - Returns: false when the key was there before.
  /// - Throws: `notFound` when the repository has no such definition.
  @discardableResult
  public func addDynamicPartition(
    _ key: String,
    to name: String,
    in repository: RepositorySelector
  ) async throws(DagsterError) -> Bool {
    let document = """
      mutation AddDynamicPartition($repository: RepositorySelector!, $name: String!, $key: String!) {
        addDynamicPartition(repositorySelector: $repository, partitionsDefName: $name, partitionKey: $key) {
          __typename ... on AddDynamicPartitionSuccess { partitionKey }
          ... on DuplicateDynamicPartitionError { partitionName } ... on UnauthorizedError { message }
          ... on PythonError { message className } } }
      """
    let variables: [String: JSONValue] = [
      "key": .string(key), "name": .string(name), "repository": repository.json,
    ]
    let operation = GraphQLOperation.mutation("AddDynamicPartition", of: name, document, variables)
    let answer: AddAnswer = try await send(operation)
    if case .other(let refusal) = answer.addDynamicPartition {
      if refusal.typeName == "DuplicateDynamicPartitionError" { return false }
      // An unknown definition is refused as if it were a question of permission.
      if refusal.typeName == "UnauthorizedError", refusal.message?.contains("does not contain") == true {
        throw operation.error(.notFound(.dynamicPartitions, name: name), at: configuration.endpoint)
      }
    }
    _ = try member(of: answer.addDynamicPartition, to: operation)
    return true
  }
}

private struct AddAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "AddDynamicPartitionSuccess"
  }

  let addDynamicPartition: Union<Success>
}
