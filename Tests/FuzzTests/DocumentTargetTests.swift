import FuzzTargets
import Testing

/// What has to hold for any input holds for those that are kept; `ci/fuzz` looks for more.
@Suite struct DocumentTargetTests {
  @Test(arguments: [FuzzTarget.yaml, .document, .roundTrip])
  func holdsForEveryInputThatIsKept(target: FuzzTarget) throws {
    let inputs = try target.inputs()
    #expect(!inputs.isEmpty)
    for input in inputs {
      #expect(throws: Never.self, "\(String(decoding: input.prefix(200), as: UTF8.self))") {
        try target.check(input)
      }
    }
  }

  @Test(arguments: 0..<30)
  func aRandomDocumentComesBackAsItWas(block: UInt64) throws {
    for seed in block * 100..<(block + 1) * 100 {
      #expect(throws: Never.self, "seed \(seed)") { try FuzzTarget.roundTrip(seed: seed) }
    }
  }

  /// The targets are worth nothing where a property that doesn't hold goes unnoticed.
  @Test func aPropertyThatDoesNotHoldIsThrown() {
    let target = FuzzTarget("odd") { bytes throws(Violation) in
      try require(bytes.count.isMultiple(of: 2), "expected pairs, found \(bytes.count)")
    }
    #expect(throws: Never.self) { try target.check([1, 2]) }
    let violation = #expect(throws: Violation.self) { try target.check([1]) }
    #expect(violation?.description == "expected pairs, found 1")
  }
}
