import Foundation
import Yams

/// Times the reading of a document into the same model by Yams.
@main
enum YamsReading {
  static func main() throws {
    let arguments = CommandLine.arguments
    let data = try Data(contentsOf: URL(fileURLWithPath: arguments[1]))
    let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5
    var milliseconds: [Double] = []
    for round in 0...rounds {
      let start = now
      let document = try YAMLDecoder().decode(Document.self, from: data)
      precondition(document.spec.steps.first?.backfill.partitions.keys.isEmpty == false)
      if round > 0 { milliseconds.append(now - start) }
    }
    print("{\"milliseconds\": \(milliseconds)}")
  }

  /// As in Tests/Benchmarks/Measure/Timing.swift.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

/// The part of a job's document that the measured one has.
struct Document: Codable {
  var apiVersion: String
  var kind: String
  var metadata: Metadata
  var spec: Spec

  struct Metadata: Codable {
    var name: String
    var owner: String
    var reason: String
  }

  struct Spec: Codable {
    var steps: [Step]
  }

  struct Step: Codable {
    var backfill: Backfill
  }

  struct Backfill: Codable {
    var assets: [String]
    var partitions: Partitions
  }

  struct Partitions: Codable {
    var partitioning: String
    var keys: [String]
  }
}
