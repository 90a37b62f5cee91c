package import JSONTree

/// One operation of one document, with its variables.
package struct GraphQLOperation: Sendable {
  /// The operation's name in the document.
  let name: String
  /// What it is about, for messages: an asset, a job, an id.
  let subject: String
  /// The document: one operation.
  let document: String
  /// The variables, an object.
  let variables: JSONValue
  /// Whether it changes something.
  let isMutation: Bool
  /// Whether it starts work, which the server may take longer over.
  let isLaunch: Bool

  package static func query(
    _ name: String,
    of subject: String = "",
    _ document: String,
    _ variables: [String: JSONValue] = [:]
  ) -> GraphQLOperation {
    GraphQLOperation(
      name: name,
      subject: subject,
      document: document,
      variables: .object(variables),
      isMutation: false,
      isLaunch: false
    )
  }

  package static func mutation(
    _ name: String,
    of subject: String,
    isLaunch: Bool = false,
    _ document: String,
    _ variables: [String: JSONValue]
  ) -> GraphQLOperation {
    GraphQLOperation(
      name: name,
      subject: subject,
      document: document,
      variables: .object(variables),
      isMutation: true,
      isLaunch: isLaunch
    )
  }

  /// The request's body.
  var body: [UInt8] {
    let members: JSONValue = [
      "operationName": .string(name), "query": .string(document), "variables": variables,
    ]
    return members.encoded()
  }

  package func error(_ reason: DagsterError.Reason, at endpoint: String) -> DagsterError {
    DagsterError(reason, operation: name, endpoint: endpoint, isMutation: isMutation)
  }
}
