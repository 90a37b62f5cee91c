import Kubernetes
import Ledger

extension LedgerError {
  /// What an error of the API means for a ledger.
  init(_ error: KubernetesError) {
    if error.isTransient {
      let advice =
        error.mayHaveTakenEffect
        ? "the record may have been written anyway: run it again, it looks first" : error.advice
      self = .unreachable(what: error.what, why: error.why, advice: advice)
    } else {
      self = .unavailable(what: error.what, why: error.why, advice: error.ledgerAdvice)
    }
  }
}

extension KubernetesError {
  /// Whether the object is not there; a namespace that is not is another matter.
  var isMissing: Bool {
    if case .notFound(let kind, _) = reason { kind == request.type.plural } else { false }
  }

  fileprivate var ledgerAdvice: String {
    let namespace = request.namespace
    return switch reason {
    case .forbidden:
      "let an administrator run `kubectl create role production-jobs-ledger --namespace \(namespace) "
        + "--verb=\(KubernetesLedger.verbs) --resource=configmaps` and bind the role to this account"
    case .configuration: "check what --kubernetes-token-file names"
    default: advice.isEmpty ? "choose another --ledger" : advice
    }
  }
}
