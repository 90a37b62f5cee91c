import Foundation
import Kubernetes
package import TestSupport

/// `kubectl` with `KUBECONFIG`'s own account.
public enum Kubectl {
  /// What it printed.
  ///
  /// - Throws: with what it says where it fails.
  @discardableResult
  public static func run(_ arguments: String...) async throws -> String {
    try await run(arguments)
  }

  /// The same.
  @discardableResult
  public static func run(_ arguments: [String]) async throws -> String {
    let ending = try await ending(of: arguments)
    guard ending.status == 0 else { throw Failure(arguments, ending) }
    return ending.output
  }

  /// How it ended, once the server was there to answer.
  package static func ending(of arguments: [String]) async throws -> Child.Ending {
    let kubectl = try program("kubectl").path
    var isRepeated = false
    return try await patiently {
      let ending = try await Child(kubectl, ["--request-timeout=30s"] + arguments).ending()
      let failure = Failure(arguments, ending)
      if ending.status != 0, failure.isTransient {
        isRepeated = true
        throw failure
      }
      // What wasn't answered may have been done.
      guard isRepeated, failure.isDone else { return ending }
      return Child.Ending(status: 0, output: ending.output, errors: ending.errors)
    }
  }

  /// Whether a service account of a namespace may do something there.
  package static func mayDo(_ verb: String, _ resource: String, in namespace: String, as account: String)
    async throws -> Bool
  {
    let who = "system:serviceaccount:\(namespace):\(account)"
    let question = ["auth", "can-i", verb, resource, "--namespace", namespace, "--as", who]
    return try await ending(of: question).output == "yes\n"
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    /// Whether the server may answer otherwise a little later.
    let isTransient: Bool
    /// Whether there was nothing left to do.
    let isDone: Bool

    init(_ arguments: [String], _ ending: Child.Ending) {
      self.init("kubectl \(arguments.joined(separator: " ")): \(ending.errors)")
    }

    init(_ description: String) {
      self.description = description
      isTransient = Self.passing.contains(where: description.contains)
      isDone = ["(AlreadyExists)", "(NotFound)"].contains(where: description.contains)
    }

    /// In `kubectl`'s words, what the client calls transient.
    private static let passing = [
      "connection refused", "connection reset", "i/o timeout", "EOF", "TLS handshake timeout",
      "http2: client connection lost", "context deadline exceeded", "Client.Timeout exceeded",
      "unable to handle the request", "Too many requests", "etcdserver:", "not yet ready",
      "status unknown for quota",
    ]
  }
}

/// Asks again, each second for a minute, while the API server is away: somebody may be breaking it meanwhile.
///
/// - Parameter isPassing: which other errors than a client's own may pass.
public func patiently<Answer>(
  where isPassing: (any Error) -> Bool = { _ in false },
  _ ask: () async throws -> Answer
) async throws -> Answer {
  for _ in 0..<60 {
    do {
      return try await ask()
    } catch  where isTransient(error) || isPassing(error) {
      try await Task.sleep(for: .seconds(1))
    }
  }
  return try await ask()
}

private func isTransient(_ error: any Error) -> Bool {
  switch error {
  case let error as KubernetesError: error.isTransient
  case let error as Kubectl.Failure: error.isTransient
  default: false
  }
}

/// Asks every half a second until there is an answer.
///
/// - Throws: `Overdue` where there is none in time.
@discardableResult
public func answer<Answer>(
  to what: String,
  within seconds: Int = 120,
  _ ask: () async throws -> Answer?
) async throws -> Answer {
  for _ in 0..<seconds * 2 {
    if let answer = try await ask() { return answer }
    try await Task.sleep(for: .milliseconds(500))
  }
  throw Overdue(description: "waited \(seconds) s for \(what)")
}

struct Overdue: Error, CustomStringConvertible {
  let description: String
}
