import Foundation
import JSONTree
import KubernetesDouble
import Synchronization
import TestSupport

/// ConfigMaps on an API server of the round's own.
final class KubernetesUnderTest: LedgerUnderTest {
  private static let namespace = "data"

  private let server: FakeKubernetes
  private let tokenFile: String
  private let configMap: String
  private let background = Mutex<[Task<Void, any Error>]>([])

  var options: [String] {
    [
      "--ledger", "kubernetes://\(Self.namespace)", "--kubernetes-url", server.url,
      "--kubernetes-token-file", tokenFile,
    ]
  }

  /// - Parameter tokenFile: where the token is to lie.
  init(job: String, tokenFile: String) async throws {
    server = try await FakeKubernetes()
    self.tokenFile = tokenFile
    configMap = "production-jobs.\(job)"
    try write(token: "first")
    server.accepts(token: "first")
  }

  func stamp(of job: String) async -> String? { nil }

  func observe(_ reached: @escaping @Sendable (LedgerPhase) async -> Void) {
    server.onPhase { phase, request in
      guard request.isWrite else { return }
      switch phase {
      case .received: await reached(.received)
      case .applied: await reached(.applied)
      case .answered: await reached(.answered)
      }
    }
  }

  func strike(_ fault: LedgerFault) async throws {
    switch fault {
    case .full, .readOnly: throw SuiteError("a cluster can't be made \(fault); a volume can")
    case .foreignWrite:
      server.editConfigMap(configMap, in: Self.namespace) {
        $0["metadata"]?["annotations"] = ["touched": .string("\(UUID())")]
      }
    case .status(let code, let afterEffect, let write, let times):
      inject(.http(code, afterEffect ? .afterEffect : .beforeEffect), from: write, times)
    case .reset(let write): inject(.init(.afterEffect, .reset), from: write, 1)
    case .tokenExpires(let away):
      server.accepts(token: "second")
      inBackground(after: away) { try self.write(token: "second") }
    case .down(let away):
      await server.stop()
      inBackground(after: away) { try await self.server.start() }
    }
  }

  func mend() async throws {
    while let task = background.withLock({ $0.popLast() }) { try await task.value }
    server.clearFaults()
  }

  func close() async throws {
    try? await mend()
    server.onPhase(nil)
    await server.stop()
  }

  /// Fails the writes from this one on, counted from now.
  private func inject(_ fault: KubernetesDouble.Fault, from write: Int, _ times: Int) {
    let writes = Mutex(0)
    server.inject(fault, times: times) { request in
      guard request.isWrite else { return false }
      return writes.withLock { count in
        count += 1
        return count >= write
      }
    }
  }

  private func inBackground(after pause: Duration, _ work: @escaping @Sendable () async throws -> Void) {
    let task = Task {
      try? await Task.sleep(for: pause)
      try await work()
    }
    background.withLock { $0.append(task) }
  }

  private func write(token: String) throws {
    try Data(token.utf8).write(to: URL(filePath: tokenFile), options: .atomic)
  }
}

extension FakeRequest {
  fileprivate var isWrite: Bool { ["create", "update"].contains(verb) }
}
