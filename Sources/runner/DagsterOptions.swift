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
    let environment = Console.environment
    let seconds = try requestSeconds()
    guard let url = dagsterURL ?? environment["DAGSTER_URL"], !url.isEmpty else {
      Console.printError("error: expected Dagster's address, found none: give --dagster-url or DAGSTER_URL")
      throw ExitCode.badEnvironment
    }
    let token = dagsterTokenFile ?? environment["DAGSTER_TOKEN_FILE"]
    do throws(DagsterError) {
      return try DagsterClient(
        configuration: DagsterConfiguration(
          url: url,
          credentials: token.map(Credentials.tokenFile) ?? .none,
          trustRoots: dagsterCAFile ?? environment["DAGSTER_CA_FILE"],
          timeouts: .init(
            connect: .seconds(min(5, seconds)),
            request: .seconds(seconds),
            launch: .seconds(2 * seconds)
          )
        )
      )
    } catch {
      Console.printError("error: \(error)")
      throw ExitCode.badEnvironment
    }
  }
}
