public import HTTP

/// What went wrong with one request to the Kubernetes API, and which it was.
public struct KubernetesError: Error, Hashable, Sendable {
  /// What went wrong.
  public let reason: Reason
  /// What was asked for.
  public let request: Request
  /// The server's address.
  public let server: String

  /// An error of a request.
  public init(_ reason: Reason, request: Request, server: String) {
    self.reason = reason
    self.request = request
    self.server = server
  }

  /// What was asked for.
  public struct Request: Hashable, Sendable {
    /// The API's word for what was to be done.
    public let verb: Verb
    /// The kind: `ConfigMap`.
    public let type: ResourceType
    /// The object's name; nil for a list.
    public let name: String?
    /// The namespace.
    public let namespace: String

    /// A request for an object, or for a list of them.
    public init(_ verb: Verb, _ type: ResourceType, name: String? = nil, namespace: String) {
      self.verb = verb
      self.type = type
      self.name = name
      self.namespace = namespace
    }
  }

  /// What is asked for, in the word that permissions are given in.
  public enum Verb: String, Hashable, Sendable {
    case get, list, create, update, delete

    /// Whether it changes something.
    public var isWrite: Bool { self != .get && self != .list }
  }

  /// What went wrong. Messages are the API's own.
  public enum Reason: Hashable, Sendable {
    /// There is no such object; `kind` is `namespaces` where it is the namespace that is not there.
    case notFound(kind: String?, message: String)
    /// An object of the name is there already.
    case alreadyExists(message: String)
    /// The object was changed since it was read.
    case conflict(message: String)
    /// Who asks is not known: no token, or one that is no longer valid.
    case unauthorized(message: String)
    /// Who asks may not do this.
    case forbidden(message: String)
    /// Who asks may not do this, and might before, or the server was away just now: one that starts refuses whoever
    /// it doesn't know the Role of yet (1.32, in its first second).
    case forbiddenForNow(message: String)
    /// A rule of the cluster refused the object: an admission policy, a webhook, PodSecurity, a LimitRange.
    case denied(message: String)
    /// The namespace's quota does not allow it.
    case quotaExceeded(message: String)
    /// The object is larger than the API takes.
    case tooLarge(message: String)
    /// The object breaks a rule of the API.
    case invalid(message: String)
    /// The server is overloaded, failed, or not ready.
    case server(status: Int, message: String, retryAfter: Duration?)
    /// No answer came.
    case transport(TransportError)
    /// Something else than the Kubernetes API answered.
    case notKubernetes(status: Int, finding: String)
    /// The answer has not the shape that the request's has, such as when it is cut short.
    case malformed(finding: String)
    /// The request could not be made; nothing was sent.
    case configuration(String)
  }
}

extension KubernetesError {
  /// Whether the same request may succeed a little later, with nothing changed by anyone.
  public var isTransient: Bool {
    switch reason {
    case .server, .malformed, .unauthorized, .forbiddenForNow: true
    case .transport(.unreachable(let obstacle, _)): obstacle != .tls
    case .transport(.timedOut), .transport(.connectionLost), .transport(.cancelled): true
    default: false
    }
  }

  /// Whether the request may have changed something anyway; always false for a read.
  public var mayHaveTakenEffect: Bool {
    guard request.verb.isWrite else { return false }
    switch reason {
    // The server sheds load before it looks at a request, and admits an object before it takes it.
    case .server(let status, _, _): return ![403, 429].contains(status)
    case .transport(let error): return error.mayHaveBeenReceived
    case .malformed: return true
    // A redirection is a proxy's. A page with status 200 may stand before the API or behind it.
    case .notKubernetes(let status, _): return !(300..<500).contains(status)
    default: return false
    }
  }
}
