import ClusterLedger
import Kubernetes
import Ledger
import Testing

@Suite struct LedgerURLTests {
  @Test func readsTheTwoForms() throws {
    #expect(try LedgerURL("file:///var/lib/jobs") == .file(path: "/var/lib/jobs"))
    #expect(try LedgerURL("file:///var/lib/my jobs/") == .file(path: "/var/lib/my jobs"))
    #expect(try LedgerURL("kubernetes://data-platform") == .kubernetes(namespace: "data-platform"))
    #expect(try LedgerURL("file:///a/").description == "file:///a")
  }

  struct Bad: Sendable {
    var url: String
    var why: String
  }

  static let bad = [
    Bad(url: "", why: "expected file:///path or kubernetes://NAMESPACE"),
    Bad(url: "/var/lib", why: "expected file:///path or kubernetes://NAMESPACE"),
    Bad(url: "s3://bucket", why: "expected file:///path or kubernetes://NAMESPACE"),
    Bad(url: "file://", why: "expected an absolute path, as in file:///var/lib/production-jobs"),
    Bad(url: "file://host/a", why: "expected an absolute path, as in file:///var/lib/production-jobs"),
    Bad(url: "file:///a%20b", why: "expected a plain path, found \"%\" in it"),
    Bad(url: "kubernetes://", why: "expected a namespace after kubernetes://, such as data-platform"),
    Bad(url: "kubernetes://a/b", why: "expected a namespace after kubernetes://, such as data-platform"),
  ]

  @Test(arguments: bad) func refuses(_ example: Bad) {
    let error = #expect(throws: LedgerError.self) { try LedgerURL(example.url) }
    #expect(error?.description == "the ledger \"\(example.url)\" cannot be used: \(example.why)")
  }

  @Test func opensADirectory() throws {
    let ledger = try LedgerURL.file(path: "/a").open(clock: SystemClock(), random: { 0 })
    #expect((ledger as? FileLedger)?.directory == "/a")
  }

  @Test func opensANamespace() throws {
    let ledger = try LedgerURL.kubernetes(namespace: "data").open(clock: SystemClock(), random: { 0 }) {
      () throws(KubernetesConfigurationError) in try KubernetesConfiguration(url: "http://127.0.0.1:8001")
    }
    #expect((ledger as? KubernetesLedger)?.namespace == "data")
  }

  @Test func kubernetesNeedsAWayToIt() {
    let error = #expect(throws: LedgerError.self) {
      try LedgerURL.kubernetes(namespace: "data").open(clock: SystemClock(), random: { 0 })
    }
    #expect(
      error?.description
        == "the ledger \"kubernetes://data\" cannot be used: expected a way to the Kubernetes "
        + "API, found no --kubernetes-url, no KUBECONFIG, no ~/.kube/config and no pod "
        + "(KUBERNETES_SERVICE_HOST): give one of them"
    )
  }
}
