extension CommandLineTests {
  /// What can't be seen within a setting is refused, and never shown: it may be a secret.
  static let settings = [
    Misuse(
      testDescription: "a line end within the ledger's address",
      environment: ["PRODUCTION_JOBS_LEDGER": "file:///var/lib\r\nDAGSTER_URL=x"],
      status: 78,
      errors: "error: expected one line of visible text in PRODUCTION_JOBS_LEDGER, found U+000D within it: "
        + "write it again by hand\n"
    ),
    Misuse(
      testDescription: "a mark of no width within Dagster's address",
      environment: ["DAGSTER_URL": "http://127.0.0.1\u{200B}:9"],
      status: 78,
      errors:
        "error: expected one line of visible text in DAGSTER_URL, found U+200B within it: write it again by hand\n"
    ),
    Misuse(
      testDescription: "a tab within an option",
      arguments: ["run", "job.yaml", "--ledger", "file:///var\t/lib"],
      status: 78,
      errors:
        "error: expected one line of visible text in --ledger, found U+0009 within it: write it again by hand\n"
    ),
    Misuse(
      testDescription: "two lines of who it is",
      environment: ["JOB_ACTOR": "ana\nroot"],
      status: 78,
      errors:
        "error: expected one line of visible text in JOB_ACTOR, found U+000A within it: write it again by hand\n"
    ),
    Misuse(
      testDescription: "a ledger of blanks",
      environment: ["PRODUCTION_JOBS_LEDGER": " \r\n"],
      status: 78,
      errors: "error: expected a ledger, found none: give --ledger or PRODUCTION_JOBS_LEDGER\n"
    ),
    Misuse(
      testDescription: "a lease that is no time, with a line's end",
      environment: ["PRODUCTION_JOBS_LEASE": "soon\r"],
      status: 78,
      errors: "error: expected a positive number of seconds in PRODUCTION_JOBS_LEASE, found \"soon\"\n"
    ),
  ]

  static let headers = [
    Misuse(
      testDescription: "a header without a file",
      arguments: ["run", "job.yaml", "--dagster-header", "X-Token: hunter2"],
      status: 78,
      errors: "error: expected NAME=FILE in --dagster-header or DAGSTER_HEADERS, such as "
        + "CF-Access-Client-Id=/secrets/id, found something else\n"
    ),
    Misuse(
      testDescription: "a header's name that is none",
      arguments: ["run", "job.yaml", "--dagster-header", "X Token=/etc/hostname"],
      status: 78,
      errors: "error: expected a header's name, such as CF-Access-Client-Id, found \"X Token\"\n"
    ),
    Misuse(
      testDescription: "a header that is the request's own",
      arguments: ["run", "job.yaml", "--dagster-header", "Host=/etc/hostname"],
      status: 78,
      errors: "error: the header Host is set by the runner itself: leave it out\n"
    ),
    Misuse(
      testDescription: "a header's file that isn't there",
      environment: ["DAGSTER_HEADERS": "X-Id=/nowhere/id"],
      status: 78,
      errors: "error: the file /nowhere/id cannot be read: check that it is mounted\n"
    ),
    Misuse(
      testDescription: "a header twice, in other letters",
      environment: ["DAGSTER_HEADERS": "X-Id=/etc/hostname,x-id=/etc/hostname"],
      status: 78,
      errors: "error: expected each header once, found x-id twice: a token or a log-in may set it as well\n"
    ),
    Misuse(
      testDescription: "a log-in beside a bearer token",
      environment: ["DAGSTER_BASIC_AUTH_FILE": "/etc/hostname", "DAGSTER_TOKEN_FILE": "/etc/hostname"],
      status: 78,
      errors:
        "error: expected each header once, found Authorization twice: a token or a log-in may set it as well\n"
    ),
    Misuse(
      testDescription: "a log-in without a colon",
      environment: ["DAGSTER_BASIC_AUTH_FILE": "/etc/hostname"],
      status: 78,
      errors: "error: expected user:password in <contents of /etc/hostname>, found no colon\n"
    ),
  ]
}
