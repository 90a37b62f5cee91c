import FuzzTargets
import Testing

/// Documents made up from a seed, and that a target notices what doesn't hold.
@Suite struct DocumentTargetTests {
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
