package import DagsterModel

extension DagsterClient {
  package func definitions() async throws(DagsterError) -> [LocationDefinitions] { [] }
}
