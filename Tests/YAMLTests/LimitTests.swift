import Testing
import YAML

struct LimitTests {
  private func limits(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits.standard
    change(&limits)
    return limits
  }

  @Test func bytes() {
    let limits = limits { $0.bytes = 4 }
    #expect(problems("a: 1", limits: limits) == [])
    #expect(problems("a: 12", limits: limits) == ["job.yaml: error: expected at most 4 bytes, found 5"])
  }

  @Test func depth() {
    let limits = limits { $0.depth = 2 }
    #expect(problems("a: [1]", limits: limits) == [])
    let found = problems("a: [1, [2]]", limits: limits)
    #expect(found == ["job.yaml:1:8: error: expected at most 2 levels of nesting, found more"])
  }

  @Test func nodes() {
    let limits = limits { $0.nodes = 4 }
    #expect(problems("[1, 2, 3]", limits: limits) == [])
    let found = problems("[1, 2, 3, 4]", limits: limits)
    #expect(found == ["job.yaml:1:11: error: [3]: expected at most 4 values, found more"])
  }

  /// Each a way to be deep, long or repetitive; each must end soon, with a diagnostic or a tree.
  @Test(
    .timeLimit(.minutes(10)),  // for what hangs: a sanitizer makes it slow
    arguments: [
      "[", "{", "{a: ", "- ", "? ", "a: [", "[a, ", "-\n ", "%TAG !a! b\n", "a: 1\n", "&a ", "!a ", "*a ",
      "\"",
      "'\n", "# \n", "\n", " ", "...\n", "---\n", "? a\n", ": ", "|\n", "\u{E9}", "a", "[]\n", "- |\n\n",
    ]
  )
  func bomb(_ unit: String) {
    let reading = read(String(repeating: unit, count: (1 << 20) / unit.utf8.count))
    #expect(reading.problems.count <= 101)
  }

  @Test func manyDirectivesAfterTheDocument() {
    let document = "a: 1\n...\n" + String(repeating: "%TAG !a! b\n", count: 100_000)
    #expect(
      problems(document) == [
        "job.yaml:3:1: error: expected one document, found a second (write each document to a file of its own)"
      ]
    )
  }
}
