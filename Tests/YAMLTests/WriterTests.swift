import Testing
import YAML

struct WriterTests {
  @Test func goldenDocument() {
    let text = written(header: ["Generated from Sources/Jobs/Recover.swift.", "", "Twö lines\nin one \u{7}"])
    { writer in
      writer.beginMapping()
      writer.key("apiVersion")
      writer.string("production-jobs/v1")
      writer.key("metadata")
      writer.beginMapping()
      writer.key("name")
      writer.string("recover-orders-2024-02")
      writer.key("reason")
      writer.string("Vendor delivered 1–15 February late, 😀 INC-1234")
      writer.key("notes")
      writer.string("first: one\n  second # two\n\nlast 😀\n")
      writer.key("labels")
      writer.beginMapping()
      writer.endMapping()
      writer.endMapping()
      writer.key("spec")
      writer.beginSequence()
      writer.beginMapping()
      writer.key("from")
      writer.string("2024-02-01")
      writer.key("assets")
      writer.beginSequence()
      for asset in ["orders", "yes", "12", "", " a", "- b", "--x", "a: b", "a #b", "http://a#b"] {
        writer.string(asset)
      }
      writer.endSequence()
      writer.key("keys")
      writer.beginSequence()
      writer.endSequence()
      writer.key("y")
      writer.boolean(true)
      writer.endMapping()
      writer.beginSequence()
      writer.integer(-12)
      writer.float(1)
      writer.float(1e20)
      writer.null()
      writer.beginSequence()
      writer.string("nested")
      writer.endSequence()
      writer.endSequence()
      writer.endSequence()
      writer.endMapping()
    }
    #expect(text == Self.golden)
    #expect(problems(text) == [])
  }

  private static let golden = """
    # Generated from Sources/Jobs/Recover.swift.
    #
    # Twö lines
    # in one \u{FFFD}
    apiVersion: production-jobs/v1
    metadata:
      name: recover-orders-2024-02
      reason: Vendor delivered 1–15 February late, 😀 INC-1234
      notes: |
        first: one
          second # two

        last 😀
      labels: {}
    spec:
    - from: "2024-02-01"
      assets:
      - orders
      - "yes"
      - "12"
      - ""
      - " a"
      - "- b"
      - "--x"
      - "a: b"
      - "a #b"
      - http://a#b
      keys: []
      "y": true
    - - -12
      - 1.0
      - 1.0e+20
      - null
      - - nested

    """

  @Test(arguments: [
    (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (-1.5, "-1.5"), (1e15, "1000000000000000.0"),
    (1e16, "1.0e+16"), (1e-5, "1.0e-05"), (1.5e300, "1.5e+300"), (.leastNonzeroMagnitude, "5.0e-324"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.pi, "3.141592653589793"),
  ])
  func floats(_ value: Double, _ text: String) throws {
    #expect(written { $0.float(value) } == text + "\n")
    guard case .float(let read) = try #require(read(text).root).scalar else {
      Issue.record("\(text) is not read as a float")
      return
    }
    #expect(read.bitPattern == value.bitPattern)
  }

  @Test(arguments: [(Double.infinity, ".inf\n"), (-.infinity, "-.inf\n"), (.nan, ".nan\n")])
  func floatsThatAreNotFinite(_ value: Double, _ text: String) {
    #expect(written { $0.float(value) } == text)
  }

  @Test(arguments: [Int.min, -1, 0, .max])
  func integers(_ value: Int) throws {
    #expect(try #require(read(written { $0.integer(value) }).root).scalar == .integer(value))
  }

  @Test func theExampleInTheDocumentation() {
    let text = written(header: ["Generated."]) { writer in
      writer.beginMapping()
      writer.key("from")
      writer.string("2024-02-01")
      writer.endMapping()
    }
    #expect(text == "# Generated.\nfrom: \"2024-02-01\"\n")
  }

  @Test func rootScalars() {
    #expect(written { $0.string("a") } == "a\n")
    #expect(written { $0.null() } == "null\n")
    #expect(written { $0.string("a\nb") } == "\"a\\nb\"\n")
    #expect(
      written {
        $0.beginMapping(); $0.endMapping()
      } == "{}\n"
    )
    #expect(
      written {
        $0.beginSequence(); $0.endSequence()
      } == "[]\n"
    )
  }

  /// Mistakes of the calling code stop the process, in a release build too.
  @Test func misuseStopsTheProcess() async {
    await #expect(processExitsWith: .failure) {
      _ = written {
        $0.null(); $0.null()
      }
    }
    await #expect(processExitsWith: .failure) { _ = written { _ in } }
    await #expect(processExitsWith: .failure) { _ = written { $0.beginMapping() } }
    await #expect(processExitsWith: .failure) {
      _ = written {
        $0.beginMapping(); $0.null()
      }
    }
    await #expect(processExitsWith: .failure) {
      _ = written {
        $0.beginMapping(); $0.key("a"); $0.endMapping()
      }
    }
    await #expect(processExitsWith: .failure) {
      _ = written {
        $0.beginMapping(); $0.endSequence()
      }
    }
    await #expect(processExitsWith: .failure) { _ = written { $0.endSequence() } }
    await #expect(processExitsWith: .failure) {
      _ = written {
        $0.beginSequence(); $0.key("a")
      }
    }
  }
}
