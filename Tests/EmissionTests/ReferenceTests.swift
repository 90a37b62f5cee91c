import Emission
import Foundation
import TestSupport
import Testing

@Suite struct ReferenceTests {
  /// Where it differs: swift run emit reference > Docs/Reference.md
  @Test func theCommittedOneIsWhatEmitPrints() async throws {
    let result = try await run(buildFolder().appending(path: "emit"), ["reference"], in: inPackage(""))
    #expect(result.status == 0)
    let committed = try String(contentsOf: inPackage("Docs/Reference.md"), encoding: .utf8)
    #expect(result.output == committed, "swift run emit reference > Docs/Reference.md")
  }

  @Test(arguments: [
    "| `metadata.name` | required | a DNS-1123 name of at most 63 small letters, digits and `-` |",
    "| `assets` | required | a list of at least 1: an asset key like orders or sales/orders, each once |",
    "| `partitions.dimensions[].keys` | optional |",
    "| `options.priority` | optional | a whole number from -1000 to 1000 |",
    "| `requires: [noActiveBackfill]` | `backfill`, `materialize` |",
    "| `requires: [succeeded: load-orders-2024-02]` | `backfill`, `materialize`, `launch`, `reportMaterialized`, "
      + "`addPartitions`, `deletePartitions`, `wipeAsset`, `check`, `cancelRuns`, `reexecute` "
      + "| the job load-orders-2024-02 has succeeded |",
    "or `succeeded: ` and a DNS-1123 name", "| `only: missing` | `backfill` |",
    "- exactly one of `asset`, `assets`\n", "- `atMost`: at least one of `partitions`, `runs`\n",
  ])
  func hasFieldsConditionsAndRules(line: String) {
    #expect(Reference.markdown.contains(line))
  }
}
