public import DagsterModel
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
    if case .other(let refusal) = answer.addDynamicPartition,
      refusal.typeName == "DuplicateDynamicPartitionError"
    {
      return false
    }
    try accept(answer.addDynamicPartition, to: operation)
    return true
  }

  /// Deletes keys of a dynamic partitions definition. Keys that it doesn't have are no error.
  ///
  /// What was materialized of them stays in the history.
  ///
  /// - Throws: `notFound` when the repository has no such definition.
  public func deleteDynamicPartitions(
    _ keys: [String],
    of name: String,
    in repository: RepositorySelector
  ) async throws(DagsterError) {
    let document = """
      mutation DeleteDynamicPartitions($repository: RepositorySelector!, $name: String!, $keys: [String!]!) {
        deleteDynamicPartitions(repositorySelector: $repository, partitionsDefName: $name, partitionKeys: $keys) {
          __typename ... on DeleteDynamicPartitionsSuccess { partitionsDefName }
          ... on UnauthorizedError { message } ... on PythonError { message className } } }
      """
    let variables: [String: JSONValue] = [
      "keys": .strings(keys), "name": .string(name), "repository": repository.json,
    ]
    let operation = GraphQLOperation.mutation("DeleteDynamicPartitions", of: name, document, variables)
    let answer: DeleteAnswer = try await send(operation)
    try accept(answer.deleteDynamicPartitions, to: operation)
  }

  /// An unknown definition is refused as if it were a question of permission.
  private func accept<Member>(_ union: Union<Member>, to operation: GraphQLOperation) throws(DagsterError) {
    if case .other(let refusal) = union, refusal.typeName == "UnauthorizedError",
      refusal.message?.contains("does not contain") == true
    {
      throw operation.error(
        .notFound(.dynamicPartitions, name: operation.subject),
        at: configuration.endpoint
      )
    }
    _ = try member(of: union, to: operation)
  }
}

private struct DeleteAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "DeleteDynamicPartitionsSuccess"
  }

  let deleteDynamicPartitions: Union<Success>
}

private struct AddAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "AddDynamicPartitionSuccess"
  }

  let addDynamicPartition: Union<Success>
}
