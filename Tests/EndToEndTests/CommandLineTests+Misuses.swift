extension CommandLineTests {
  static let misuses = environments + settings + headers + files + usages

  static let environments = [
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
      errors: "error: expected a Dagster address like http://dagster.example:3000, found \"dagster:3000\"\n"
    ),
    Misuse(
      testDescription: "no certificates where they should be",
      environment: ["DAGSTER_URL": "https://127.0.0.1:9", "DAGSTER_CA_FILE": "/nowhere/ca.crt"],
      status: 78,
      errors: "error: the CA file /nowhere/ca.crt holds no readable PEM certificate\n"
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
        + "found no --kubernetes-url, no KUBECONFIG, no ~/.kube/config and no pod (KUBERNETES_SERVICE_HOST): "
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
      testDescription: "a lease that is no time",
      environment: ["PRODUCTION_JOBS_LEASE": "1 min"],
      status: 78,
      errors: "error: expected a positive number of seconds in PRODUCTION_JOBS_LEASE, found \"1 min\"\n"
    ),
    Misuse(
      testDescription: "a limit that is no time",
      environment: ["DAGSTER_REQUEST_TIMEOUT": "-1"],
      status: 78,
      errors: "error: expected a positive number of seconds in DAGSTER_REQUEST_TIMEOUT, found \"-1\"\n"
    ),
  ]

  static let files = [
    Misuse(
      testDescription: "no such file",
      arguments: ["run", "jop.yaml"],
      status: 66,
      errors: "jop.yaml: error: expected a readable file, found none\n"
    ),
    Misuse(
      testDescription: "no such job",
      arguments: ["run", "jop"],
      status: 66,
      errors: "jop: error: expected a readable file or the name of a job, found neither a file jop nor "
        + "generated/jop/job.yaml (there is no folder generated/ here: run it in the package's folder)\n"
    ),
    Misuse(
      testDescription: "a folder",
      arguments: ["plan", "."],
      status: 66,
      errors: ".: error: expected a readable file, found a folder (did you mean ./job.yaml?)\n"
    ),
    // Whoever opens it, its first bytes can't be read.
    Misuse(
      testDescription: "a file that can't be read",
      arguments: ["validate", "/proc/self/mem"],
      status: 66,
      errors:
        "/proc/self/mem: error: expected a readable file, found one that can't be read: check who may\n"
    ),
    Misuse(
      testDescription: "no such plan",
      arguments: ["run", "job.yaml", "--plan-file", "plan.json"],
      status: 66,
      errors: "plan.json: error: expected a readable file, found none\n"
    ),
    Misuse(
      testDescription: "a plan that is none",
      arguments: ["run", "job.yaml", "--plan-file", "job.yaml"],
      status: 65,
      errors:
        "job.yaml: error: expected what `runner plan --output json` printed, unchanged, found something else\n"
    ),
    Misuse(
      testDescription: "an unknown job",
      arguments: ["status", "nobody"],
      status: 66,
      errors: "error: expected a job that the ledger knows, found \"nobody\": see `runner history`\n"
    ),
  ]

  static let usages = [
    Misuse(
      testDescription: "no file",
      arguments: ["run"],
      status: 64,
      errors: "Error: Missing expected argument '<file>'\n…"
    ),
    Misuse(
      testDescription: "an unknown option",
      arguments: ["run", "job.yaml", "--colour"],
      status: 64,
      errors: "Error: Unknown option '--colour'\n…"
    ),
    Misuse(
      testDescription: "an unknown command",
      arguments: ["rum", "job.yaml"],
      status: 64,
      errors: "Error: 2 unexpected arguments: 'rum', 'job.yaml'\n…"
    ),
    Misuse(
      testDescription: "an unknown form",
      arguments: ["run", "job.yaml", "--output", "xml"],
      status: 64,
      errors:
        "Error: The value 'xml' is invalid for '--output <output>'. Please provide one of 'text' and 'json'.\n…"
    ),
    Misuse(
      testDescription: "a name that is none",
      arguments: ["status", "../x"],
      status: 64,
      errors: "Error: \"../x\" is not a job's name: expected lowercase letters, digits and \"-\", such as "
        + "recover-orders-2024-02\n…"
    ),
    Misuse(
      testDescription: "no digest",
      arguments: ["run", "job.yaml", "--plan", "sha256:12"],
      status: 64,
      errors: "Error: expected `sha256:` and 64 hexadecimal digits as --plan, found \"sha256:12\"\n…"
    ),
    Misuse(
      testDescription: "no time for a lease",
      arguments: ["run", "job.yaml", "--lease", "0"],
      status: 64,
      errors:
        "Error: The value '0' is invalid for '--lease <seconds>': expected a positive number of seconds, such as "
        + "30 or 2.5\n…"
    ),
    Misuse(
      testDescription: "no time for a request",
      arguments: ["plan", "job.yaml", "--request-timeout", "soon"],
      status: 64,
      errors:
        "Error: The value 'soon' is invalid for '--request-timeout <seconds>': expected a positive number of seconds, "
        + "such as 30 or 2.5\n…"
    ),
    Misuse(
      testDescription: "no time for a cancellation",
      arguments: ["cancel", "job", "--timeout=-5"],
      status: 64,
      errors:
        "Error: The value '-5' is invalid for '--timeout <seconds>': expected a positive number of seconds, such as "
        + "30 or 2.5\n…"
    ),
  ]
}
