import Foundation
import TestSupport
import Testing

/// A proxy before Dagster that wants a log-in, two headers of its own and Dagster+'s token, all at once.
@Suite(.onDagster) struct AccessTests {
  /// By the file's name; none of them may come out anywhere.
  static let secrets = [
    "login": "etl:hunter2-swordfish", "id": "0f1e2d.access", "secret": "c0ffee-client-secret",
    "token": "user:deadbeef-token",
  ]

  static let settings: [(variable: String, value: String, file: String)] = [
    ("DAGSTER_BASIC_AUTH_FILE", "login", "login"),
    ("DAGSTER_HEADERS", "CF-Access-Client-Id=id,CF-Access-Client-Secret=secret", "secret"),
    ("DAGSTER_TOKEN_FILE", "token", "token"),
  ]

  private func job(_ topic: String, behind url: String) throws -> JobFile {
    var job = try JobFile(topic, steps: "- materialize: {asset: dim_products}", url: url)
    for (name, text) in Self.secrets { try job.folder.write(text, to: name) }
    for setting in Self.settings { job.environment[setting.variable] = setting.value }
    job.environment["DAGSTER_TOKEN_HEADER"] = "Dagster-Cloud-Api-Token"
    return job
  }

  /// Everything that came out, the ledger's files included.
  private func told(_ endings: [Child.Ending], _ job: JobFile) throws -> String {
    let ledger = "\(job.folder.path)/ledger"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: ledger)) ?? []
    return (endings.flatMap { [$0.output, $0.errors] } + names.map { job.folder.text("ledger/\($0)") })
      .joined()
  }

  private func expectNoSecret(in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let basic = Data((Self.secrets["login"] ?? "").utf8).base64EncodedString()
    for secret in Self.secrets.values + [basic, "hunter2-swordfish"] {
      #expect(!text.contains(secret), "a secret came out", sourceLocation: sourceLocation)
    }
  }

  @Test func letsThroughWhatHasAllOfThem() async throws {
    try await Gate.with(Self.secrets) { url in
      let job = try job("access", behind: url)
      let endings = [
        try await job.start("plan", "job.yaml").ending(), try await job.run(), try await job.run(),
        try await job.start("status", job.name).ending(),
      ]
      #expect(endings.map(\.status) == [0, 0, 0, 0], "\(endings.map(\.errors))")
      #expect(try await Witness().runs(of: job.name).count == 1)
      expectNoSecret(in: try told(endings, job))
    }
  }

  /// One is left out or wrong: it is told at once, and Dagster hears nothing.
  @Test(arguments: secrets.keys.sorted(), [false, true])
  func refusesWhatLacksOne(_ file: String, isWrong: Bool) async throws {
    try await Gate.with(Self.secrets) { url in
      var job = try job("no-access", behind: url)
      if isWrong {
        try job.folder.write("wrong:value", to: file)
      } else {
        for setting in Self.settings where setting.value.contains(file) {
          let left = setting.value.split(separator: ",").filter { !$0.hasSuffix(file) }.joined(separator: ",")
          job.environment[setting.variable] = .some(left.isEmpty ? nil : left)
        }
      }
      let endings = [try await job.run("--patience", "1"), try await job.start("plan", "job.yaml").ending()]
      for ending in endings {
        #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
        let said = ending.output + ending.errors
        #expect(
          said.contains("not permitted: HTTP status 403, \"<html>Who are you?</html>\"; check the token"),
          "\(said)"
        )
      }
      #expect(try await Witness().runs(of: job.name).isEmpty)
      expectNoSecret(in: try told(endings, job))
    }
  }
}

/// `ci/matrix/gate.py` before the shared Dagster.
private enum Gate {
  struct NotStarted: Error {
    var errors: String
  }

  static func with(_ secrets: [String: String], body: (String) async throws -> Void) async throws {
    let basic = Data((secrets["login"] ?? "").utf8).base64EncodedString()
    let headers = [
      "Authorization", "Basic \(basic)", "CF-Access-Client-Id", secrets["id"] ?? "",
      "CF-Access-Client-Secret",
      secrets["secret"] ?? "", "Dagster-Cloud-Api-Token", secrets["token"] ?? "",
    ]
    let script = "\(Checkout.root)/ci/matrix/gate.py"
    let gate = try Child("/usr/bin/env", ["python3", script, SharedServer.url ?? ""] + headers)
    await gate.tells("\n")
    guard let url = gate.output.split(separator: "\n").first else {
      gate.terminate()
      throw NotStarted(errors: await gate.ending().errors)
    }
    do { try await body(String(url)) } catch {
      gate.terminate()
      throw error
    }
    gate.terminate()
    _ = await gate.ending()
  }
}
