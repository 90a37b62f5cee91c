import ArgumentParser
import CommandLineSupport
import Dagster

/// Which Dagster, and how to be let in.
struct DagsterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Dagster's address, without /graphql (DAGSTER_URL).", valueName: "url"))
  var dagsterURL: String?

  @Option(
    help: ArgumentHelp(
      "A file with the token; read again whenever it is used (DAGSTER_TOKEN_FILE).",
      valueName: "file"
    )
  )
  var dagsterTokenFile: String?

  @Option(
    help: ArgumentHelp(
      "The header that the token goes to (DAGSTER_TOKEN_HEADER); by default Dagster-Cloud-Api-Token for dagster.cloud, else Authorization, as a bearer.",
      valueName: "name"
    )
  )
  var dagsterTokenHeader: String?

  @Option(
    help: ArgumentHelp(
      "A file with user:password for a proxy; read again whenever it is used (DAGSTER_BASIC_AUTH_FILE).",
      valueName: "file"
    )
  )
  var dagsterBasicAuthFile: String?

  @Option(
    help: ArgumentHelp(
      "A header with what a file holds, read again whenever it is used; may be repeated (DAGSTER_HEADERS, with commas between them).",
      valueName: "name=file"
    )
  )
  var dagsterHeader: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with the certificates to trust instead of the system's (DAGSTER_CA_FILE).",
      valueName: "file"
    )
  )
  var dagsterCAFile: String?

  @Option(
    help: ArgumentHelp(
      "How long a request may take, a launch twice as long (DAGSTER_REQUEST_TIMEOUT); 30 by default.",
      valueName: "seconds"
    ),
    transform: Seconds.parse
  )
  var requestTimeout: Double?

  func requestSeconds() throws -> Double {
    try requestTimeout ?? Console.seconds("DAGSTER_REQUEST_TIMEOUT") ?? 30
  }

  func client() throws -> DagsterClient {
    let seconds = try requestSeconds()
    do {
      guard let url = try Setting("--dagster-url", dagsterURL, or: "DAGSTER_URL").text() else {
        throw SettingError("expected Dagster's address, found none: give --dagster-url or DAGSTER_URL")
      }
      var configuration = try DagsterConfiguration(
        url: url,
        trustRoots: try Setting("--dagster-ca-file", dagsterCAFile, or: "DAGSTER_CA_FILE").text(),
        timeouts: .init(
          connect: .seconds(min(5, seconds)),
          request: .seconds(seconds),
          launch: .seconds(2 * seconds)
        )
      )
      try admit(&configuration)
      return try DagsterClient(configuration: configuration)
    } catch {
      throw Console.badEnvironment(error)
    }
  }

  /// How to be let in.
  private func admit(_ configuration: inout DagsterConfiguration) throws {
    if let file = try Setting("--dagster-token-file", dagsterTokenFile, or: "DAGSTER_TOKEN_FILE").text() {
      configuration.credentials = .tokenFile(file)
    }
    if let name = try Setting("--dagster-token-header", dagsterTokenHeader, or: "DAGSTER_TOKEN_HEADER").text()
    {
      configuration.tokenHeader = name.lowercased() == "authorization" ? .bearer : .named(name)
    }
    configuration.basicAuth = try Setting(
      "--dagster-basic-auth-file",
      dagsterBasicAuthFile,
      or: "DAGSTER_BASIC_AUTH_FILE"
    ).text().map(HeaderValue.file)
    configuration.headers = try HeaderFiles(options: dagsterHeader).headers
    try configuration.checkHeaders()
  }
}
