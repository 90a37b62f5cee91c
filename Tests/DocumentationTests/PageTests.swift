import Testing

@Suite struct PageTests {
  @Test func findsThePagesOfEachReader() {
    let paths = Page.all.map(\.path)
    for path in [
      "README.md", "CONTRIBUTING.md", "Docs/Operating.md", "\(Page.articles)/FirstJob.md",
      "ci/benchmarks/README.md",
    ] {
      #expect(paths.contains(path))
    }
    #expect(paths.count >= 15)
  }

  @Test func readsBlocksLinksCodeAndHeadings() {
    let page = Page(
      path: "x.md",
      text: """
        # What happens when…
        See [there](a.md#b) and <doc:C>, `ci/test` and ``Job``, `not [a](link)`.
        ```sh
        ci/test   # [no](link)
        ```
        """
    )
    #expect(page.links == ["a.md#b", "doc:C"])
    #expect(page.code == ["ci/test", "not [a](link)"])
    #expect(page.anchors == ["what-happens-when"])
    #expect(page.blocks.map(\.language) == ["sh"])
    #expect(page.blocks.map(\.line) == [4])
    #expect(page.blocks.map(\.text) == ["ci/test   # [no](link)\n"])
  }

  /// A door is no house.
  @Test func theReadmeStaysShort() throws {
    #expect(try Page("README.md").text.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
  }
}
