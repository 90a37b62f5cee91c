import FuzzTargets
import JobDSL
import Testing

/// Every command that there is comes by here, without being named.
@Suite struct ShapedDocumentTests {
  @Test func everyCommandIsReadAndComesBackAsItWas() throws {
    var documents = ShapedDocuments(seed: 1)
    var accepted: [String: Int] = [:]
    var refused: [String: Int] = [:]
    for _ in 0..<6_000 {
      let text = documents.document()
      let reading = JobReading(Array(text.utf8), file: "shaped.yaml")
      guard let document = reading.document, reading.problems.isEmpty else {
        for command in Commands.all where text.contains("{\(command.keyword): ") {
          refused[command.keyword, default: 0] += 1
        }
        continue
      }
      for step in document.steps { accepted[step.keyword, default: 0] += 1 }
      let again = JobReading(document.encoded(), file: "written.yaml")
      #expect(again.document == document, "\(text)")
      #expect(again.problems == [], "\(text)")
    }
    // A command whose fields no document can fill, or whose rules refuse nothing, is half there.
    for command in Commands.all {
      #expect(accepted[command.keyword, default: 0] > 0, "no document with \(command.keyword) is accepted")
      #expect(refused[command.keyword, default: 0] > 0, "no document with \(command.keyword) is refused")
    }
  }

  @Test func keywordsAreTheirOwn() {
    let keywords = Commands.all.map { $0.keyword }
    #expect(Set(keywords).count == keywords.count)
    #expect(keywords.allSatisfy { $0.wholeMatch(of: /[a-z][A-Za-z]*/) != nil })
  }
}
