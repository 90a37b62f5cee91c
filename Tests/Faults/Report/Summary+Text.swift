import Foundation

extension Summary {
  /// A Markdown table, and what it comes to.
  var text: String {
    var lines = [Self.heading("fault"), Self.rule]
    lines += rows.map(\.text) + [total.text, ""]
    lines += [Self.heading("kind of work"), Self.rule] + works.map(\.text) + [""]
    lines += skipped.sorted { $0.key < $1.key }.map { "NOT RUN: \($0): \($1)" }
    for result in results where result.verdict != .ok {
      lines.append("\(result.verdict.rawValue): \(result.line)")
    }
    if !isRight { lines.append("Evidence: \(evidence)") }
    return lines.joined(separator: "\n") + "\n" + closing + "\n"
  }

  private var closing: String {
    let seconds = duration / .seconds(1)
    let pace = Self.oneDigit(Double(results.count) / max(seconds, 1) * 60)
    let counts = "\(results.count) of \(planned) rounds in \(Self.oneDigit(seconds)) s (\(pace) a minute)"
    let found = [RoundVerdict.double, .lost, .wrong, .restarts, .suite, .void].map { verdict in
      "\(total.outcomes[verdict.rawValue] ?? 0) \(verdict.rawValue)"
    }
    return "\(isRight ? "ok" : "NOT OK"): \(counts), seed \(seed): \(found.joined(separator: ", "))"
  }

  /// For machines.
  var json: String {
    struct Failure: Encodable {
      var fault: String
      var seed: UInt64
      var verdict: String
      var why: String
    }
    struct Body: Encodable {
      var ok: Bool
      var seed: UInt64
      var planned: Int
      var total: Row
      var faults: [Row]
      var works: [Row]
      var skipped: [String: String]
      var failures: [Failure]
      var evidence: String
    }
    let failures = results.filter { $0.verdict != .ok }.map {
      Failure(fault: $0.round.fault.name, seed: $0.round.seed, verdict: $0.verdict.rawValue, why: $0.why)
    }
    let body = Body(
      ok: isRight,
      seed: seed,
      planned: planned,
      total: total,
      faults: rows,
      works: works,
      skipped: skipped,
      failures: failures,
      evidence: evidence
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(body)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "{}\n"
  }

  private static func heading(_ first: String) -> String {
    "| \(first) | rounds | ok | double | lost | wrong | too many restarts | suite error | retry lost by Dagster | restarts max/avg | s |"
  }

  private static let rule = "| --- |" + String(repeating: " ---: |", count: 10)

  fileprivate static func oneDigit(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension Summary.Row {
  fileprivate var text: String {
    let counts = RoundVerdict.allCases.map { String(outcomes[$0.rawValue] ?? 0) }.joined(separator: " | ")
    let restarts = "\(mostRestarts)/\(Summary.oneDigit(meanRestarts))"
    return "| \(fault) | \(rounds) | \(counts) | \(restarts) | \(Summary.oneDigit(meanSeconds)) |"
  }
}

extension RoundResult {
  /// One line on the round, with what repeats it.
  var line: String {
    let seconds = Summary.oneDigit(duration / .seconds(1))
    let start = "--only \(round.fault.name) --seed \(round.seed) --rounds 1: \(work.rawValue), \(seconds) s"
    let end = "\(restarts) restart\(restarts == 1 ? "" : "s")"
    return "\(start), \(end)\(why.isEmpty ? "" : ": \(why)")"
  }
}
