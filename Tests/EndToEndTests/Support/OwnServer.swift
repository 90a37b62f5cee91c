import Foundation
import TestSupport
import Testing

/// A Dagster of a test's own, to break. `stop` has to be called: its processes outlive the test otherwise.
struct OwnServer: Sendable {
  let folder: Folder
  let url: String

  var home: String { "\(folder.path)/dagster" }

  /// Runs a body with a server that is stopped after it.
  static func with(_ options: String..., body: (OwnServer) async throws -> Void) async throws {
    let folder = try Folder()
    let server = OwnServer(folder: folder, url: try await start(at: "\(folder.path)/dagster", options))
    do { try await body(server) } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
  }

  struct NotStarted: Error {
    var errors: String
  }

  private static func start(at home: String, _ options: [String]) async throws -> String {
    let ending = try await Child("\(Checkout.root)/ci/dagster/start", ["--home", home] + options).ending()
    let line = ending.output.split(separator: "\n").first { $0.hasPrefix("DAGSTER_URL=") }
    guard ending.status == 0, let line else { throw NotStarted(errors: ending.errors) }
    return String(line.dropFirst("DAGSTER_URL=".count))
  }

  private func stop() async throws {
    let ending = try await Child("\(Checkout.root)/ci/dagster/stop", [home]).ending()
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(url) was not stopped: \(ending.errors)")
  }

  /// Kills the webserver and starts it anew, at the same address.
  func restartWebserver(away: Duration) async throws {
    _ = try await Child("\(Checkout.root)/ci/dagster/stop", [home, "--only", "webserver"]).ending()
    try await Task.sleep(for: away)
    _ = try await Self.start(at: home, ["--port", String(url.split(separator: ":").last ?? "")])
  }

  /// Stops the daemon; what it has reported so far counts as alive for some minutes.
  func stopDaemon() async throws {
    let ending = try await Child("\(Checkout.root)/ci/dagster/stop", [home, "--only", "daemon"]).ending()
    guard ending.status == 0 else { throw NotStarted(errors: ending.errors) }
  }

  /// Makes the code location one that raises, and has Dagster load it.
  func breakCodeLocation() async throws { try await define("raise RuntimeError(\"no vendor key\")\n") }

  /// Has the code location define something else, and Dagster load it.
  func define(_ definitions: String) async throws {
    try Data(definitions.utf8).write(to: URL(fileURLWithPath: "\(home)/defs.py"))
    try await load("reloadRepositoryLocation(repositoryLocationName: \\\"lab\\\")")
  }

  /// Deploys the code location elsewhere, under the same name: Dagster has other ids for all that it defines.
  func moveCodeLocation() async throws {
    try FileManager.default.copyItem(atPath: "\(home)/defs.py", toPath: "\(home)/moved.py")
    let workspace = "\(home)/workspace.yaml"
    let text = try String(contentsOfFile: workspace, encoding: .utf8)
    try Data(text.replacing("defs.py", with: "moved.py").utf8).write(to: URL(fileURLWithPath: workspace))
    try await load("reloadWorkspace")
  }

  private func load(_ field: String) async throws {
    let mutation = "{\"query\": \"mutation { \(field) { __typename } }\"}"
    let post = [
      "--noproxy", "*", "--fail", "--silent", "-H", "Content-Type: application/json", "-d", mutation,
    ]
    let ending = try await Child("/usr/bin/env", ["curl"] + post + ["\(url)/graphql"]).ending()
    guard ending.status == 0, !ending.output.contains("\"errors\"") else {
      throw NotStarted(errors: ending.output + ending.errors)
    }
  }
}
