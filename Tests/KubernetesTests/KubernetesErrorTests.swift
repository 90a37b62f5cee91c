import HTTP
import Kubernetes
import Testing

/// The whole text of every error of the API.
@Suite struct KubernetesErrorTests {
  static let server = "the Kubernetes API at https://k8s"

  static let texts: [(KubernetesError.Reason, String)] = [
    (
      .notFound(kind: "namespaces", message: "namespaces \"data\" not found"),
      "\(server) answered: namespaces \"data\" not found; create the namespace data, or give another one"
    ),
    (
      .notFound(kind: "configmaps", message: "not found"),
      "\(server) answered: not found; see whether it was deleted meanwhile, and whether the namespace is the right one"
    ),
    (
      .alreadyExists(message: "a already exists"),
      "\(server) answered: a already exists; look at what is there; somebody else has made it"
    ),
    (.conflict(message: "modified"), "\(server) answered: modified; read it again"),
    (
      .unauthorized(message: "Unauthorized"),
      "\(server) answered: 401 Unauthorized; check that the token is of this cluster and not expired: `kubectl create "
        + "token SERVICE_ACCOUNT` makes one"
    ),
    (
      .unauthorized(message: "token expired"),
      "\(server) answered: 401 Unauthorized, token expired; check that the token is of this cluster and not expired: "
        + "`kubectl create token SERVICE_ACCOUNT` makes one"
    ),
    (
      .forbidden(message: "forbidden"),
      "\(server) answered: forbidden; give the account a Role with the verb update on configmaps in data"
    ),
    (
      .forbiddenForNow(message: "forbidden"),
      "\(server) answered: forbidden; this may be temporary where the server has just started; if not, give the account a Role "
        + "with the verb update on configmaps in data"
    ),
    (
      .quotaExceeded(message: "exceeded quota"),
      "\(server) answered: exceeded quota; raise the quota of the namespace data, or delete what is not needed"
    ),
    (.tooLarge(message: "too long"), "\(server) answered: too long; make it smaller"),
    (
      .denied(message: "no"),
      "\(server) answered: no; a rule of the cluster refuses it, and another try changes nothing: do what it says, or "
        + "show it to whoever looks after the cluster's policies"
    ),
    (
      .invalid(message: "bad"),
      "\(server) answered: bad; look at the field that it names: where the job's .kubernetes(…) or a person set it, "
        + "correct it and run emit; otherwise it is a mistake of Production Jobs: report it"
    ),
    (
      .server(status: 503, message: "", retryAfter: nil),
      "\(server) answered: HTTP status 503; this may be temporary: try again"
    ),
    (
      .server(status: 429, message: "too many", retryAfter: .seconds(1)),
      "\(server) answered: HTTP status 429, too many; it asks to wait 1 s; this may be temporary: try again"
    ),
    (
      .transport(.unreachable(.refused, detail: "k8s:443")),
      "\(server): the connection was refused (k8s:443); check the port, and that the server runs"
    ),
    (
      .transport(.timedOut(.waiting, after: .seconds(30))),
      "\(server): no answer within 30 s; this may be temporary: try again"
    ),
    (
      .notKubernetes(status: 302, finding: "a redirection"),
      "expected the Kubernetes API at https://k8s, found a redirection (HTTP status 302); check the address, and whether "
        + "a proxy with a login stands before it"
    ),
    (
      .malformed(finding: "no kind"),
      "the answer of the Kubernetes API at https://k8s is cut short or of another shape (no kind); this may be temporary: try again"
    ),
    (.configuration("no token"), "no token"),
  ]

  @Test(arguments: texts) func tells(_ reason: KubernetesError.Reason, _ text: String) {
    let request = KubernetesError.Request(.update, ConfigMap.type, name: "a", namespace: "data")
    #expect(
      KubernetesError(reason, request: request, server: "https://k8s").description
        == "cannot update the ConfigMap data/a: \(text)"
    )
  }

  @Test func aListHasNoName() {
    let request = KubernetesError.Request(.list, ConfigMap.type, namespace: "data")
    #expect(
      KubernetesError(.configuration("no token"), request: request, server: "https://k8s").description
        == "cannot list the ConfigMaps in the namespace data: no token"
    )
  }
}
