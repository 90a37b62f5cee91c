import ExactText
import Testing

/// As `AssetKey.to_escaped_user_string` and `from_escaped_user_string` of Dagster's Python do it.
struct AssetKeyTextTests {
  @Test(arguments: [
    (["orders"], "orders"), (["sales", "orders"], "sales/orders"), (["data/orders"], #"data\/orders"#),
    ([#"a\b"#, "c"], #"a\\b/c"#), ([#"a\"#, "b"], #"a\\/b"#), (["my tables", "x 1"], "my tables/x 1"),
    ([#"\/"#], #"\\\/"#), (["", "a"], "/a"), (["e\u{301}"], "e\u{301}"),
  ])
  func goesThereAndBack(_ parts: [String], _ text: String) {
    #expect(parts.assetKeyText.isExactly(text))
    #expect([String](assetKey: text).isExactly(parts))
  }

  /// What documents of earlier versions may say.
  @Test func aBackslashBeforeAnythingElseStandsForItself() {
    #expect([String](assetKey: #"a\b/c\"#) == [#"a\b"#, #"c\"#])
  }
}
