import Planning
import Testing

/// Which documents are one and the same.
@Suite struct DocumentDigestTests {
  @Test func commentsAndFormattingDoNotCount() throws {
    let spread = try Lab.job(Lab.reloadOrders)
    let dense = try Lab.job(
      """
      # Looked over by grace
      kind: 'Job'
      apiVersion: production-jobs/v1
      metadata: {owner: tests, "name": reload-orders, reason: "A test"}
      spec: {steps: [{backfill: {partitions: {partitioning: daily, through: "2024-02-03", from: '2024-02-01'},
        assets: [orders]}}]} # all of it

      """
    )
    #expect(spread.digest == dense.digest)
  }

  @Test(arguments: ["2024-02-03", "A test", "- orders"]) func whatItSaysCounts(_ text: String) throws {
    let changed = Lab.reloadOrders.replacing(
      text,
      with: text.replacing("3", with: "4") + (text.contains("3") ? "" : "s")
    )
    #expect(changed != Lab.reloadOrders)
    #expect(try Lab.job(changed).digest != Lab.job(Lab.reloadOrders).digest)
  }

  @Test func isAHash() throws {
    let digest = try Lab.job(Lab.reloadOrders).digest
    #expect(digest.hasPrefix("sha256:"))
    #expect(digest.count == "sha256:".count + 64)
    #expect(digest.dropFirst(7).allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }
}
