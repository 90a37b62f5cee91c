import Foundation
import Kubernetes
import RealCluster
import TestSupport
import Testing
import Triggering

/// The API goes away while a Job is followed, and comes back.
@Suite(.onCluster, .withImage, .inOwnNamespace, .serialized, .timeLimit(.minutes(10)))
struct RealOutageTests {
  private static let script = #"i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo "line $i"; sleep 1; done"#

  private static func expectAll(_ conclusion: Conclusion, _ job: ClusterJob) {
    #expect(conclusion == Conclusion(0, "the Job \(job.name)-1 is complete"))
    #expect(job.told.filter { $0.hasPrefix("out: ") } == (1...30).map { "out: line \($0)" })
    #expect(job.told.filter { $0.hasPrefix("cannot ") }.count >= 1)
    #expect(job.told.contains("the Kubernetes API answers again"))
  }

  /// `kubectl proxy` stands before the API, is killed, and starts again on the same port.
  @Test func theConnectionIsGoneForTenSeconds() async throws {
    let job = try await ClusterJob()
    let proxy = try await Proxy()
    let client = try KubernetesClient(configuration: KubernetesConfiguration(url: proxy.url))
    let files = try job.files(Self.script)
    async let ended = job.run(files, client: client)
    await job.recorder.tells("line 3")
    await proxy.kill()
    try await Task.sleep(for: .seconds(10))
    let again = try await Proxy(port: proxy.port)
    Self.expectAll(try await ended, job)
    await again.kill()
    await client.shutdown()
    try await job.cleanUp()
  }

  @Test(
    .enabled(
      if: ClusterSettings.restart != nil,
      "NOT RUN: it needs PRODUCTION_JOBS_TEST_RESTART, a command that restarts the API server"
    )
  )
  func theServerRestarts() async throws {
    let job = try await ClusterJob()
    let files = try job.files(Self.script)
    async let ended = job.run(files)
    await job.recorder.tells("line 3")
    // Its end isn't waited for: what it starts may keep it open.
    _ = try Child("/bin/sh", ["-c", try #require(ClusterSettings.restart)])
    Self.expectAll(try await ended, job)
    try await job.cleanUp()
  }
}

/// `kubectl proxy`, which lets in whoever asks as `KUBECONFIG`'s account.
private struct Proxy {
  let port: Int
  var url: String { "http://127.0.0.1:\(port)" }
  private let process: Child

  /// - Parameter port: 0 for a free one.
  init(port: Int = 0) async throws {
    let process = try Child(program("kubectl").path, ["proxy", "--port", "\(port)"])
    self.process = process
    self.port = try await answer(to: "kubectl proxy", within: 10) {
      // Starting to serve on 127.0.0.1:40123
      process.output.split(separator: ":").dropFirst().first
        .flatMap { Int($0.trimmingCharacters(in: .newlines)) }
    }
  }

  func kill() async {
    process.send(SIGKILL)
    _ = await process.ending()
  }
}
