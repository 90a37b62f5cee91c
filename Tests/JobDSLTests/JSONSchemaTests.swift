import Foundation
import JobDSL
import TestSupport
import Testing

/// The committed JSON Schema beside the strict reader, by check-jsonschema: EmitTests sees to it that it is the one
/// that `emit schema` prints.
@Suite(
  .enabled(if: Validator.isThere, "NOT RUN: ci/validate brings check-jsonschema into .build/validation-venv")
)
struct JSONSchemaTests {
  /// Every document of this folder's tests, of the fuzzers and of `generated/`.
  private static func corpus() throws -> [String] {
    let partitions =
      PartitionsRulesTests.fine
      + (PartitionsRulesTests.wrongForms + PartitionsRulesTests.wrongKeys).map(\.text)
      + PartitionsRulesTests.ranges.map(\.text)
    let steps =
      partitions.map(PartitionsRulesTests.backfill)
      + (CommandRulesTests.steps + CancelRunsTests.steps + ReexecuteTests.steps + ConditionRulesTests.met
      + ConditionRulesTests.broken).map(\.text)
    return steps.map { document(steps: $0) } + JobReadingTests.noDocuments.map(\.text)
      + (try files(in: "Tests/JobDSLTests/Golden")) + (try files(in: "Tests/Fuzz/Seeds/document"))
      + (try FileManager.default.contentsOfDirectory(atPath: inPackage("generated").path).sorted()
        .filter { !$0.hasSuffix(".json") }.flatMap { try files(in: "generated/\($0)", named: "job.yaml") })
  }

  private static func files(in folder: String, named suffix: String = ".yaml") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: inPackage(folder).path).sorted()
      .filter { $0.hasSuffix(suffix) }
      .map { try String(contentsOf: inPackage("\(folder)/\($0)"), encoding: .utf8) }
  }

  /// What is wrong with documents that the schema lets through, each with why it can't say so.
  private static let beyondASchema = [
    // A text has a pattern, which doesn't count a month's days.
    "found \"2024-02-30\"",
    // Nothing compares two values, or a value with a list's length.
    "expected a range from the earlier to the later key", "expected ranges that don't overlap",
    "expected another job than this one", "expected a limit of at least the",
    "expected the key of the asset whose history is deleted",
    // Of two spellings of one value it sees the value: what YAML 1.1 takes for a date, and 1.2 for text.
    "text that looks like something else goes in quotes", "in YAML 1.1", "in YAML 1.2",
    // Of a configuration it only sees that it is a mapping.
    "a float that is not a number or not finite", "expected a field that the configuration has as false",
  ]

  @Test func acceptsWhatTheReaderAccepts() async throws {
    let documents = try Self.corpus().filter { problems($0).isEmpty }
    #expect(documents.count > 60)
    for (document, refusal) in zip(documents, try await Validator.refusals(of: documents)) {
      #expect(refusal == nil, "\(document)")
    }
  }

  @Test func refusesWhatTheReaderRefusesAsFarAsASchemaCan() async throws {
    let documents = try Self.corpus().filter { !problems($0).isEmpty }
    #expect(documents.count > 60)
    let refusals = try await Validator.refusals(of: documents)
    let accepted = zip(documents, refusals).filter { $1 == nil }.map { problems($0.0) }
    for problems in accepted {
      let sayable = problems.filter { problem in !Self.beyondASchema.contains(where: problem.contains) }
      #expect(sayable == [])
    }
    for reason in Self.beyondASchema {
      #expect(accepted.joined().contains { $0.contains(reason) }, "no document needs this: \(reason)")
    }
  }

  /// Whatever is taken out of a good document: where the reader takes the rest, so does the schema.
  @Test func acceptsALineLessWhereTheReaderDoes() async throws {
    let whole = try Self.files(in: "Tests/JobDSLTests/Golden")
    let documents = whole.flatMap { text in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.indices.map { index in
        (lines[..<index] + lines[(index + 1)...]).joined(separator: "\n")
      }
    }.filter { problems($0).isEmpty }
    #expect(documents.count > 100)
    for (document, refusal) in zip(documents, try await Validator.refusals(of: documents)) {
      #expect(refusal == nil, "\(document)")
    }
  }

  /// Patterns beside the checks that they stand for.
  @Test(arguments: [
    "metadata: {name: TEXT, owner: me, reason: why}", "metadata: {name: x, owner: TEXT, reason: why}",
    "metadata: {name: x, owner: me, reason: why, validUntil: TEXT}",
    "metadata: {name: x, owner: me, reason: why, watchers: [TEXT]}",
    "materialize: {asset: TEXT}", "materialize: {asset: a, options: {tags: {TEXT: x}}}",
    "backfill: {assets: [a], partitions: {partitioning: daily, keys: [TEXT]}}",
    "backfill: {assets: [a], partitions: {partitioning: hourly, from: TEXT, through: TEXT}}",
    "backfill: {assets: [a], partitions: {partitioning: monthly, ranges: [{from: TEXT, through: TEXT}]}}",
    "backfill: {assets: [a], partitions: {partitioning: static, keys: [TEXT]}}",
    "backfill: {assets: [a], partitions: {partitioning: timeWindow, from: TEXT, through: TEXT}}",
  ])
  func patternsAreWhatTheReaderChecks(place: String) async throws {
    let documents = Self.texts.map { text in
      let filled = place.replacing("TEXT", with: "\"\(text)\"")
      guard let metadata = filled.wholeMatch(of: /metadata: \{(.*)\}/) else { return document(steps: filled) }
      return document(
        metadata: metadata.1.split(separator: ", ").joined(separator: "\n"),
        steps: "materialize: {asset: a}"
      )
    }
    for (text, (document, refusal)) in zip(
      Self.texts,
      zip(documents, try await Validator.refusals(of: documents))
    ) {
      let found = problems(document)
      let isBeyond = found.contains { problem in Self.beyondAPattern.contains(where: problem.contains) }
      if refusal == nil { #expect(found.isEmpty || isBeyond, "\(text): \(found)") }
      if refusal != nil { #expect(!found.isEmpty, "\(text): \(refusal ?? "")") }
    }
  }

  /// Characters that can't be seen are told apart by Unicode's properties, for which each engine has other names, and
  /// U+0085 is white space to Unicode alone. A month's days aren't counted.
  private static let beyondAPattern = [
    "expected text that everybody can see", "without invisible characters", #"found "\u{85}""#,
    #"found "2024-02-30""#,
  ]

  /// As they stand between double quotes in YAML.
  private static let texts = [
    "", " ", "a", "a-", "-a", "a-b", "A", "a_b", "a.b", "0", String(repeating: "x", count: 63),
    String(repeating: "x", count: 64), "a/b", "a//b", "/a", "a/", "a/ /b", " a / b ", "/", #"a\\/b"#, #"\\"#,
    #"\\/"#,
    #"a/\\/"#, #"a\\\\/b"#, #"a\\\\/"#, #"\\ "#, #"a\tb"#, #"\t"#, #"a\nb"#, #"a\n"#, #"\x85"#, #"a\x85"#,
    "é",
    "e\u{301}", "日本", "\u{A0}", #"a\u202Eb"#, "dagster/x", "dagster", "dagsters/x", "dagster/\u{301}",
    "production-jobs/x",
    "x/dagster/",
    "2024-02-01", "2024-02-29", "2024-02-30", "2024-2-1", "0000-01-01", "0001-01-01", "2024-00-01",
    "2024-13-01",
    "2024-12-31", "2024-01-32", "2024-01-00", "2024-01-01-00:00", "2024-01-01-23:59", "2024-01-01-24:00",
    "2024-01-01-00:60", "2024-11-03-01:00-0500", "2024-11-03-01:00+2359", "2024-11-03-01:00-2400",
    "2024-11-03-01:00-0060", "2024-11-03-01:00 0500", "２０２４-02-01",
  ]
}

/// check-jsonschema, as `ci/validate` has installed it.
private enum Validator {
  private static let program: URL? = {
    let folder = inPackage(".build/validation-venv")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return versions.map { folder.appending(path: "\($0)/bin/check-jsonschema") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  static var isThere: Bool { program != nil }

  private struct Report: Decodable {
    struct Entry: Decodable {
      var filename: String
      var message: String
    }

    var errors: [Entry]
    var parseErrors: [Entry]?
  }

  /// What it says of each document: `nil` where it accepts it.
  static func refusals(of documents: [String]) async throws -> [String?] {
    let program = try #require(program)
    return try await withTemporaryFolder { folder async throws in
      let files = documents.indices.map { folder.appending(path: "\($0).yaml") }
      for (file, document) in zip(files, documents) { try Data(document.utf8).write(to: file) }
      let schema = inPackage("generated/job.schema.json").path
      let options = ["--output-format", "json", "--schemafile", schema]
      let ending = try await run(program, options + files.map(\.path), in: folder)
      try #require([0, 1].contains(ending.status), "\(ending)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let report = try decoder.decode(Report.self, from: Data(ending.output.utf8))
      let entries = Dictionary(
        ((report.parseErrors ?? []) + report.errors).map { ($0.filename, $0.message) },
        uniquingKeysWith: { first, _ in first }
      )
      #expect(Set(entries.keys).isSubset(of: files.map(\.path)))
      return files.map { entries[$0.path] }
    }
  }
}
