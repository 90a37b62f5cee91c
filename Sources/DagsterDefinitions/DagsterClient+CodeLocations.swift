internal import Dagster
internal import DagsterModel

/// A code location of the workspace.
struct CodeLocationEntry: Sendable {
  let name: String
  /// Why it isn't there; nil when it is.
  let failure: String?
  /// The names of its repositories.
  let repositories: [String]
}

extension DagsterClient {
  func codeLocations() async throws(DagsterError) -> [CodeLocationEntry] {
    let document = """
      query CodeLocations { workspaceOrError { __typename
        ... on Workspace { locationEntries { name loadStatus locationOrLoadError { __typename
          ... on RepositoryLocation { repositories { name } }
          ... on PythonError { message className causes { message } } } } }
        ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query("CodeLocations", document)
    let answer: CodeLocationsAnswer = try await send(operation)
    return try member(of: answer.workspaceOrError, to: operation).locationEntries.map(\.entry)
  }
}

private struct CodeLocationsAnswer: Decodable {
  struct Repository: Decodable { let name: String }
  struct Cause: Decodable { let message: String }
  struct Loaded: Decodable {
    let repositories: [Repository]?
    let message: String?
    let causes: [Cause]?
  }
  struct Entry: Decodable {
    let name: String
    let loadStatus: String
    let locationOrLoadError: Loaded?

    var entry: CodeLocationEntry {
      guard let repositories = locationOrLoadError?.repositories else {
        // The outermost error only says that loading failed; the innermost says why.
        let message = locationOrLoadError.map {
          $0.causes?.last?.message ?? $0.message ?? "without a message"
        }
        return CodeLocationEntry(
          name: name,
          failure: message?.trimmed ?? "it is not loaded (\(loadStatus))",
          repositories: []
        )
      }
      return CodeLocationEntry(name: name, failure: nil, repositories: repositories.map(\.name))
    }
  }
  struct Workspace: UnionMember {
    static let typeName = "Workspace"
    let locationEntries: [Entry]
  }

  let workspaceOrError: Union<Workspace>
}
