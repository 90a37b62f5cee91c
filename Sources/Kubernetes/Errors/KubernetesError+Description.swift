internal import HTTP

extension KubernetesError: CustomStringConvertible {
  /// What was tried, why it did not work, and what to do.
  public var description: String {
    "\(what): \(why)" + (advice.isEmpty ? "" : "; \(advice)")
  }

  /// What was tried: `cannot create the ConfigMap data/production-jobs.a`.
  public var what: String {
    let object =
      request.name.map { "the \(request.type.words) \(request.namespace)/\($0)" }
      ?? "the \(request.type.kind)s in the namespace \(request.namespace)"
    return "cannot \(request.verb.rawValue) \(object)"
  }

  /// Why it did not work, with the server's address.
  public var why: String {
    switch reason {
    case .transport(.unreachable(let obstacle, let detail)):
      "the Kubernetes API at \(server): \(obstacle.finding(detail))"
    case .transport(let error): "the Kubernetes API at \(server): \(error)"
    case .configuration(let message): message
    case .notKubernetes(let status, let finding):
      "expected the Kubernetes API at \(server), found \(finding) (HTTP status \(status))"
    case .malformed(let finding):
      "the answer of the Kubernetes API at \(server) is cut short or of another shape (\(finding))"
    case .server(let status, let message, let wait):
      answer("HTTP status \(status)" + (message.isEmpty ? "" : ", \(message)"))
        + (wait.map { "; it asks to wait \($0.words)" } ?? "")
    case .unauthorized(let message):
      answer("401 Unauthorized" + (message == "Unauthorized" ? "" : ", \(message)"))
    case .notFound(_, let message), .alreadyExists(let message), .conflict(let message),
      .forbidden(let message), .forbiddenForNow(let message), .denied(let message),
      .quotaExceeded(let message),
      .tooLarge(let message), .invalid(let message):
      answer(message)
    }
  }

  private func answer(_ text: String) -> String { "the Kubernetes API at \(server) answered: \(text)" }

  /// What to do; empty where there is nothing to say.
  public var advice: String {
    switch reason {
    case .notFound("namespaces", _): "create the namespace \(request.namespace), or give another one"
    case .notFound: "see whether it was deleted meanwhile, and whether the namespace is the right one"
    case .alreadyExists: "look at what is there; somebody else has made it"
    case .configuration: ""
    case .conflict: "read it again"
    case .unauthorized:
      "check that the token is of this cluster and not expired: `kubectl create token SERVICE_ACCOUNT` makes one"
    case .forbiddenForNow:
      "this may be temporary where the server has just started; if not, give the account a Role with the verb "
        + "\(request.verb.rawValue) on \(request.type.permission) in \(request.namespace)"
    case .forbidden:
      "give the account a Role with the verb \(request.verb.rawValue) on \(request.type.permission) in \(request.namespace)"
    case .quotaExceeded: "raise the quota of the namespace \(request.namespace), or delete what is not needed"
    case .tooLarge: "make it smaller"
    case .denied:
      "a rule of the cluster refuses it, and another try changes nothing: do what it says, or show it to whoever looks "
        + "after the cluster's policies"
    case .invalid:
      "look at the field that it names: where the job's .kubernetes(…) or a person set it, correct it and run emit; "
        + "otherwise it is a mistake of Production Jobs: report it"
    case .server, .malformed: "this may be temporary: try again"
    case .transport(.unreachable(let obstacle, _)): obstacle.advice
    case .transport(.timedOut(.connecting, _)), .transport(.cancelled), .transport(.answerTooLarge),
      .transport(.invalidRequest):
      ""
    case .transport: "this may be temporary: try again"
    case .notKubernetes: "check the address, and whether a proxy with a login stands before it"
    }
  }
}

extension ResourceType {
  /// `ConfigMap`, `log of the Pod`.
  fileprivate var words: String { (subresource.map { "\($0) of the " } ?? "") + kind }
}
