import TestSupport
import Testing

/// What ends before Dagster is asked for anything.
@Suite struct CommandLineTests {
  struct Misuse: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String?] = [:]
    var arguments = ["run", "job.yaml"]
    var status: Int32
    /// Standard error, whole unless it ends in an ellipsis.
    var errors: String
  }

  static let misuses = [
    Misuse(
      testDescription: "no address",
      environment: ["DAGSTER_URL": nil],
      status: 78,
      errors: "error: expected Dagster's address, found none: give --dagster-url or DAGSTER_URL\n"
    ),
    Misuse(
      testDescription: "an address that is none",
      environment: ["DAGSTER_URL": "dagster:3000"],
      status: 78,
      errors: "error: …"
    ),
    Misuse(
      testDescription: "no ledger",
      environment: ["PRODUCTION_JOBS_LEDGER": nil],
      status: 78,
      errors: "error: expected a ledger, found none: give --ledger or PRODUCTION_JOBS_LEDGER\n"
    ),
    Misuse(
      testDescription: "a ledger that is none",
      environment: ["PRODUCTION_JOBS_LEDGER": "/var/lib"],
      status: 78,
      errors:
        "error: the ledger \"/var/lib\" cannot be used: expected file:///path or kubernetes://NAMESPACE\n"
    ),
    Misuse(
      testDescription: "a cluster without a way to it",
      environment: [
        "PRODUCTION_JOBS_LEDGER": "kubernetes://data", "KUBECONFIG": nil, "KUBERNETES_SERVICE_HOST": nil,
        "HOME": "/nowhere",
      ],
      status: 78,
      errors: "error: the ledger \"kubernetes://data\" cannot be used: expected a way to the Kubernetes API, "
        + "found no --kubernetes-url, no pod (KUBERNETES_SERVICE_HOST), no KUBECONFIG and no ~/.kube/config: "
        + "give one of them\n"
    ),
    Misuse(
      testDescription: "a kubeconfig that is none",
      environment: [
        "PRODUCTION_JOBS_LEDGER": "kubernetes://data", "KUBECONFIG": "/nowhere/config",
        "KUBERNETES_SERVICE_HOST": nil,
      ],
      status: 78,
      errors: "error: the ledger \"kubernetes://data\" cannot be used: expected a readable kubeconfig file, "
        + "found none at /nowhere/config\n"
    ),
    Misuse(
      testDescription: "no such file",
      arguments: ["run", "jop.yaml"],
      status: 66,
      errors: "jop.yaml: error: expected a readable file, found none\n"
    ),
    Misuse(testDescription: "no file", arguments: ["run"], status: 64, errors: "Error: …"),
    Misuse(
      testDescription: "an unknown option",
      arguments: ["run", "job.yaml", "--colour"],
      status: 64,
      errors: "Error: Unknown option '--colour'…"
    ),
    Misuse(
      testDescription: "an unknown command",
      arguments: ["rum", "job.yaml"],
      status: 64,
      errors: "Error: …"
    ),
    Misuse(
      testDescription: "an unknown job",
      arguments: ["status", "nobody"],
      status: 66,
      errors: "error: expected a job that the ledger knows, found \"nobody\": see `runner history`\n"
    ),
  ]

  @Test(arguments: misuses) func refuses(_ misuse: Misuse) async throws {
    var job = try JobFile(
      "misuse",
      steps: "- materialize:\n    asset: dim_products",
      url: "http://127.0.0.1:9"
    )
    job.environment.merge(misuse.environment) { $1 }
    let ending = try await Child(
      Checkout.runner,
      misuse.arguments,
      environment: job.environment,
      directory: job.folder.path
    ).ending()
    #expect(ending.status == misuse.status)
    if misuse.errors.hasSuffix("…") {
      #expect(ending.errors.hasPrefix(misuse.errors.dropLast()))
    } else {
      #expect(ending.errors == misuse.errors)
    }
    #expect(try await job.record() == nil)
  }

  @Test func tellsAllThatIsWrongWithADocument() async throws {
    let job = try JobFile(
      "wrong",
      steps: "- materialise:\n    asset: orders\n- backfill:\n    assets: orders"
    )
    for command in ["run", "validate"] {
      let ending = try await job.start(command, "job.yaml").ending()
      #expect(ending.status == 65)
      #expect(ending.output == "")
      #expect(ending.errors == Self.wrongDocument)
    }
  }

  static let wrongDocument = """
    job.yaml:9:5: error: spec.steps[0].materialise: expected a mapping with one of the keys backfill, materialize, \
    launch, found `materialise` (did you mean `materialize`?)
        - materialise:
          ^~~~~~~~~~~
    job.yaml:12:7: error: spec.steps[1].backfill: expected the key `partitions`: which partitions of them (add it)
            assets: orders
            ^~~~~~
    job.yaml:12:15: error: spec.steps[1].backfill.assets: expected a list, found "orders"
            assets: orders
                    ^~~~~~
    job.yaml: 3 problems

    """

  @Test func tellsThatADocumentIsValid() async throws {
    let job = try JobFile("valid", steps: BackfillTests.steps)
    let ending = try await job.start("validate", "job.yaml").ending()
    #expect(ending.status == 0)
    #expect(ending.output == "job.yaml: valid\n")
  }
}
