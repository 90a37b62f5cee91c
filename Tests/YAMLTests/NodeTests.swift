import Diagnostics
import Testing
import YAML

struct NodeTests {
  private static let document = """
    # a comment
    metadata:
      name: "répare"   # another
      labels: {a: 1, b: [x, y]}
    spec:
      steps:
        - backfill:
            assets:
            - orders
            - !!empty
        - note: |
            two
            lines
        - text: first
            second
        - empty:
    """.replacing("!!empty", with: "'items'")

  private static func root() throws -> Node {
    let reading = read(document)
    #expect(reading.problems == [])
    return try #require(reading.root)
  }

  struct Place: CustomTestStringConvertible, Sendable {
    let path: Path
    let line: Int
    let column: Int
    let width: Int
    let found: String

    var testDescription: String { path.description }
  }

  @Test(arguments: [
    Place(path: .root, line: 2, column: 1, width: 8, found: "a mapping"),
    Place(path: Path.root["metadata"]["name"], line: 3, column: 9, width: 8, found: "\"répare\""),
    Place(path: Path.root["metadata"]["labels"], line: 4, column: 11, width: 17, found: "a mapping"),
    Place(path: Path.root["metadata"]["labels"]["b"], line: 4, column: 21, width: 6, found: "a sequence"),
    Place(path: Path.root["metadata"]["labels"]["b"][1], line: 4, column: 25, width: 1, found: "y"),
    Place(path: Path.root["spec"]["steps"], line: 7, column: 5, width: 1, found: "a sequence"),
    Place(path: Path.root["spec"]["steps"][0], line: 7, column: 7, width: 8, found: "a mapping"),
    Place(
      path: Path.root["spec"]["steps"][0]["backfill"]["assets"][1],
      line: 10,
      column: 11,
      width: 7,
      found: "\"items\""
    ),
    Place(
      path: Path.root["spec"]["steps"][1]["note"],
      line: 11,
      column: 13,
      width: 1,
      found: "\"two\\nlines\\n\""
    ),
    Place(
      path: Path.root["spec"]["steps"][2]["text"],
      line: 14,
      column: 13,
      width: 5,
      found: "\"first second\""
    ),
    Place(path: Path.root["spec"]["steps"][3]["empty"], line: 16, column: 13, width: 1, found: "nothing"),
  ])
  func place(_ place: Place) throws {
    let node = try #require(try Self.root()[place.path])
    #expect(node.position == Position(line: place.line, column: place.column))
    #expect(node.width == place.width)
    #expect(node.found == place.found)
    #expect(node.path == place.path)
  }

  @Test func aKeyHasThePathOfItsPair() throws {
    let labels = try #require(try Self.root()["metadata"]?["labels"])
    #expect(labels.pairs.map(\.key.path.description) == ["metadata.labels.a", "metadata.labels.b"])
    #expect(labels.pairs.map(\.key.text) == ["a", "b"])
    #expect(labels.count == 2)
  }

  @Test func pathsThatLeadNowhere() throws {
    let root = try Self.root()
    #expect(root["nothing"] == nil)
    #expect(root[Path.root["spec"]["steps"][4]] == nil)
    #expect(root[Path.root["spec"]["steps"][-1]] == nil)
    #expect(root[Path.root["spec"][0]] == nil)
    #expect(root[Path.root["metadata"]["name"]["x"]] == nil)
  }

  @Test func theChildrenOfOtherKinds() throws {
    let root = try Self.root()
    let scalar = try #require(root["metadata"]?["name"])
    #expect(Array(root.items).isEmpty)
    #expect(Array(scalar.items).isEmpty)
    #expect(Array(scalar.pairs).isEmpty)
    #expect(root.text == "")
    #expect(root.scalar == .string)
    #expect((scalar.count, scalar.kind) == (0, .scalar))
  }

  @Test func textWithoutACopy() throws {
    let name = try #require(try Self.root()["metadata"]?["name"])
    #expect(name.withUTF8 { Array($0) } == Array("répare".utf8))
    #expect(try Self.root().withUTF8 { $0.count } == 0)
  }

  @Test func emptyCollections() throws {
    let root = try #require(read("a: {}\nb: []\n").root)
    #expect(root["a"]?.kind == .mapping)
    #expect(root["b"]?.kind == .sequence)
    #expect(root.pairs.map(\.value.count) == [0, 0])
    #expect(root.pairs.map(\.value.width) == [2, 2])
  }

  @Test func columnsCountScalars() throws {
    let root = try #require(read("{名: é, 😀: \"ü\"}").root)
    #expect(root.pairs.map(\.key.position.column) == [2, 8])
    #expect(root.pairs.map(\.value.position.column) == [5, 11])
    #expect(root.width == 14)
  }

  @Test func aDiagnosticSaysWhere() throws {
    let text = "spec:\n  from: 2024-02-30\n"
    let node = try #require(read(text).root?["spec"]?["from"])
    let problem = node.diagnostic("expected a day, found \(node.found)", hint: "February has 29 days")
    #expect(
      problem.rendered(in: Excerpt(of: text)) == """
        job.yaml:2:9: error: spec.from: expected a day, found 2024-02-30 (February has 29 days)
            from: 2024-02-30
                  ^~~~~~~~~~
        """
    )
  }

  @Test func longTextsAreCut() throws {
    let node = try #require(read(String(repeating: "ab ", count: 1_000) + "c").root)
    #expect(node.found == "\"" + String(repeating: "ab ", count: 20) + "…\"")
  }

  @Test(arguments: [
    ("a", "a string"), ("1", "an integer"), ("1.0", "a float"), ("true", "a boolean"), ("~", "null"),
    ("on", "a boolean in YAML 1.1"), ("{}", "a mapping"), ("[]", "a sequence"),
  ])
  func kindDescription(_ text: String, _ description: String) throws {
    #expect(try #require(read("- \(text)").root?.items.first { _ in true }).kindDescription == description)
  }
}
