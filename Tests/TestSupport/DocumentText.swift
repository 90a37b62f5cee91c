/// A document as `emit` writes it. Its first step is on line 9.
package func documentText(name: String, reason: String = "An end-to-end test", steps: String) -> String {
  """
  apiVersion: production-jobs/v1
  kind: Job
  metadata:
    name: \(name)
    owner: tests
    reason: \(reason)
  spec:
    steps:

  """ + steps.split(separator: "\n").map { "  \($0)\n" }.joined()
}
