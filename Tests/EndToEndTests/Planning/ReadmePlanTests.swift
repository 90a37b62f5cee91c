import Foundation
import TestSupport
import Testing

/// The plan that README.md shows is of the document that it shows.
@Suite(.onDagster) struct ReadmePlanTests {
  private let blocks: [String]

  init() throws {
    let page = try String(contentsOf: inPackage("README.md"), encoding: .utf8)
    blocks = page.components(separatedBy: "```")
  }

  private func block(_ start: String) throws -> String {
    let block = try #require(blocks.first { $0.hasPrefix(start) || $0.hasPrefix("\n\(start)") })
    // What stands behind the fence is no part of it.
    return String(block.drop { $0 != "\n" }.dropFirst())
  }

  /// Its lines, with one blank between the words.
  private func lines(of plan: String) -> [String] {
    plan.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// Whether a line says how things stand on a server, where other tests work at the same time.
  private func isOfTheMoment(_ line: String) -> Bool {
    ["new ", "overwritten ", "reacts ", "asset dim_products ", "in all ", "time ", "digest "].contains {
      line.hasPrefix($0)
    }
  }

  @Test func isWhatTheRunnerPrints() async throws {
    let document = try block("yaml")
    let job = try JobFile("readme") { _ in document }
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.errors)")
    let printed = lines(of: plan.output)
    let shown = lines(of: try block("plan of "))
    #expect(shown.count > 12)
    #expect(shown.filter { !isOfTheMoment($0) && !printed.contains($0) } == [])
    // What has to be there wherever it stands, with whatever behind it.
    for start in [
      "reacts orders_summary by eager", "asset dim_products ", "in all 2 steps, 4 runs, ", "digest sha256:",
    ] {
      #expect(shown.contains { $0.hasPrefix(start) } && printed.contains { $0.hasPrefix(start) }, "\(start)")
    }
  }
}
