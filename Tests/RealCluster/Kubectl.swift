import Foundation
import TestSupport

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
    let kubectl = try program("kubectl").path
    var ending = try await Child(kubectl, ["--request-timeout=30s"] + arguments).ending()
    // Somebody may be breaking the API server meanwhile.
    for _ in 0..<60 where ending.status != 0 && isAway(ending.errors) {
      try await Task.sleep(for: .seconds(1))
      ending = try await Child(kubectl, ["--request-timeout=30s"] + arguments).ending()
    }
    guard ending.status == 0 else {
      throw Failure(description: "kubectl \(arguments.joined(separator: " ")): \(ending.errors)")
    }
    return ending.output
  }

  private static func isAway(_ errors: String) -> Bool {
    ["connection refused", "connection reset", "i/o timeout", "EOF", "unable to handle the request"]
      .contains { errors.contains($0) }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
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
