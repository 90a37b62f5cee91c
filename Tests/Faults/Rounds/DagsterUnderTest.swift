import Dagster
import Foundation
import TestSupport

/// A Dagster that `ci/dagster/start` started.
struct DagsterUnderTest: Sendable {
  let url: String
  let home: String
  /// The folder with `start` and `stop`.
  let scripts: String

  /// Starts one in a home of its own.
  static func start(home: String, scripts: String) async throws -> DagsterUnderTest {
    DagsterUnderTest(url: try await start(home: home, scripts: scripts, []), home: home, scripts: scripts)
  }

  private static func start(home: String, scripts: String, _ options: [String]) async throws -> String {
    let arguments = ["--home", home, "--backfill-tick", "3", "--forked-runs", "--retries"] + options
    let ending = try await Child("\(scripts)/start", arguments).ending()
    let line = ending.output.split(separator: "\n").first { $0.hasPrefix("DAGSTER_URL=") }
    guard ending.status == 0, let line else { throw SuiteError("no Dagster: \(ending.errors)") }
    return String(line.dropFirst("DAGSTER_URL=".count))
  }

  /// Asks a Dagster itself, not through any proxy.
  static func ask<Answer>(_ url: String, _ question: (DagsterClient) async throws -> Answer) async throws
    -> Answer
  {
    var configuration = try DagsterConfiguration(url: url)
    configuration.retries.attempts = 8
    let client = try DagsterClient(configuration: configuration)
    do {
      let answer = try await question(client)
      await client.shutdown()
      return answer
    } catch {
      await client.shutdown()
      throw error
    }
  }

  func stop() async throws {
    let ending = try await Child("\(scripts)/stop", [home]).ending()
    guard ending.status == 0 else { throw SuiteError("Dagster was not stopped: \(ending.errors)") }
  }

  /// Kills a part of it, with everything that it started.
  func strike(_ fault: ServerFault) throws {
    let name = fault == .killDaemon ? "daemon" : "webserver"
    let text = try String(contentsOfFile: "\(home)/\(name).pid", encoding: .utf8)
    guard let group = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), group > 1 else {
      throw SuiteError("\(home)/\(name).pid holds no process id: \(text)")
    }
    kill(-group, SIGKILL)
  }

  /// Starts what is missing, at the same address.
  func restart() async throws {
    _ = try await Self.start(home: home, scripts: scripts, [])
  }
}
