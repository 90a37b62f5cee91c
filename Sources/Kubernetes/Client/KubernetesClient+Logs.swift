public import HTTP

extension ResourceType {
  /// What a pod's containers have written.
  public static let podLog = ResourceType(apiVersion: "v1", kind: "Pod", plural: "pods", subresource: "log")
}

extension KubernetesClient {
  /// A container's log, each line after its time and a space.
  ///
  /// The end of the stream says nothing: it comes at the container's end, and as well where the node begins a
  /// new file for the log. The server takes the time in whole seconds. What the node has thrown away with an old
  /// file is gone.
  ///
  /// - Parameters:
  ///   - since: from which time on, as a line of the log has it.
  ///   - follows: whether to wait for what is still to come.
  public func log(
    pod: String,
    container: String,
    namespace: String,
    since: String? = nil,
    follows: Bool
  ) async throws(KubernetesError) -> TransportChunks {
    var query = [("container", container), ("timestamps", "true")]
    if follows { query.append(("follow", "true")) }
    if let since { query.append(("sinceTime", since)) }
    return try await open(.init(.get, .podLog, name: pod, namespace: namespace), query: query)
  }
}
