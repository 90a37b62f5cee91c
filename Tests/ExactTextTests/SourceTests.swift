import Foundation
import Testing

/// Where keys and names from outside are handled, the sources don't compare them as Swift does by itself.
struct SourceTests {
  private static let modules = [
    "Dagster", "Ledger", "ClusterLedger", "Attempt", "Works", "Planning", "Running", "Reporting", "JobDSL",
    "Schema",
    "JSONTree", "Diagnostics", "Emission",
  ]

  /// What takes two Unicode forms for one.
  private static let forbidden: [String] = [
    #"Set<String>"#, #"\[String: (Int|Set|\[String)"#, #"firstIndex\(of: (key|partition|name|asset|text)"#,
    #"\[String: JSONValue\] = \[:\]\s*//"#, #"\$0\.(name|partition|location) [!=]= "#,
    #"(keys|names|partitions)\.contains\((key|partition|name)\)"#, #"Set\((keys|names|partitions)\)"#,
    #"(keys|names)\.sorted\(\)"#,
  ]

  /// What holds no text from outside.
  private static let allowed = [
    "ownLaunches: Set<String>", "besides own: Set<String>",  // ids of the runner's own
    "private var keys: Set<String> = []",  // the names of a log line's own fields
    "storageFailures: Set<String>",  // Python's classes
    "keywords: Set<String>",  // Swift's
    "$0.shape.fields.contains { $0.name == key }",  // those of the document
    "partition == nil", "partition != nil",  // whether there is one
    "headers.keys.sorted()", "var seen: Set<String> = []",  // HTTP's headers
  ]

  @Test func keysAndNamesAreComparedByTheirBytes() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let patterns = try Self.forbidden.map { try Regex($0) }
    var (found, files) = ([String](), 0)
    for module in Self.modules {
      let folder = sources.appending(path: module)
      let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
        $0.hasSuffix(".swift")
      }
      for path in paths {
        files += 1
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where patterns.contains(where: { line.contains($0) })
          && !Self.allowed.contains(where: { line.contains($0) })
        {
          found.append("\(module)/\(path):\(number + 1): \(line)")
        }
      }
    }
    #expect(files > 150)
    #expect(found == [], "compare with isExactly, Exact or .exact of ExactText")
  }
}
