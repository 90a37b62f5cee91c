import TestSupport
import Testing

/// Command lines name programs, subcommands and options that there are.
@Suite struct CommandLineTests {
  private static let blocks = Page.blocks.filter { block in
    // The setup's own commands, with functions and loops, are held against a real cluster.
    block.language == "sh" && block.page != "ci/kubernetes/README.md"
  }

  @Test(arguments: blocks)
  func namesWhatIsThere(block: Page.Block) async throws {
    let commands = ShellWords.commands(in: block.text)
    #expect(!commands.isEmpty)
    let complaints = try await Self.complaints(about: commands)
    #expect(complaints == [])
  }

  @Test(arguments: Page.all)
  func namesWhatIsThereWithinASentence(page: Page) async throws {
    let commands = page.code.filter {
      $0.prefixMatch(of: /(?:swift run |emit |runner |trigger |ci\/\S+ )/) != nil
    }
    let complaints = try await Self.complaints(about: commands.flatMap { ShellWords.commands(in: $0) })
    #expect(complaints == [])
  }

  /// In a sentence or a table, without the command that has them.
  @Test(arguments: Page.all.filter { $0.path != "ci/kubernetes/README.md" })
  func namesOptionsThatAreThere(page: Page) async throws {
    let known = try await Manual.shared.options()
    let named = page.code.compactMap { $0.prefixMatch(of: /--[a-z][\w\-]*/) }.map { String($0.output) }
    #expect(named.filter { !known.contains($0) } == [])
  }

  /// What the programs, the scripts or the pipelines read.
  @Test(arguments: Page.all)
  func namesVariablesThatAreThere(page: Page) async throws {
    let named = Set(
      page.code.compactMap { $0.wholeMatch(of: /([A-Z]+_[A-Z_]+)(?:=.*)?/) }.map { String($0.output.1) }
    )
    var unknown: [String] = []
    for name in named.sorted() where try await !Self.isRead(name) { unknown.append(name) }
    #expect(unknown == [])
  }

  @Test func missesOnesThatAreNot() async throws {
    #expect(try await !Manual.shared.options().contains("--start-timeoout"))
    #expect(try await Manual.shared.options().contains("--start-timeout"))
    #expect(try await !Self.isRead("DAGSTER_ADDRESS"))
  }

  private static func isRead(_ variable: String) async throws -> Bool {
    let places = [
      "Sources", "ci", ".github", "Tests", "Package.swift", ":!*.md", ":!Tests/DocumentationTests",
    ]
    return try await run(
      program("git"),
      ["grep", "--quiet", "--word-regexp", "--fixed-strings", variable, "--"] + places,
      in: inPackage("")
    ).status == 0
  }

  @Test func thereAreMany() {
    #expect(Self.blocks.count > 20)
  }

  @Test(arguments: [
    ("swift run emit retyre x", "no subcommand retyre of emit"),
    ("runner plan x --digest y", "no option --digest of runner plan"),
    ("ci/nothing", "no script ci/nothing"), ("ci/demo --fast", "no option --fast of ci/demo"),
    ("ci/trigger x --appprover y", "no option --appprover of ci/trigger"),
    ("eval \"$(ci/nothing)\"", "no script ci/nothing"),
    ("swift run emiter", "no product in swift [\"run\", \"emiter\"]"),
    ("swift build --product run", "no product run"),
    ("A=b dagster job launch > file", "no program dagster"), ("runner run x # --nothing", nil),
    ("emit new job x --owner me && .build/debug/runner history", nil), ("ci/trigger x --approver y", nil),
  ])
  func complainsOfWhatIsNot(line: String, complaint: String?) async throws {
    #expect(try await Self.complaints(about: ShellWords.commands(in: line)) == (complaint.map { [$0] } ?? []))
  }

  private static func complaints(about commands: [[String]]) async throws -> [String] {
    var complaints: [String] = []
    for command in commands {
      if let complaint = try await Manual.shared.complaint(about: command) { complaints.append(complaint) }
    }
    return complaints
  }
}

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("a b 'c d' \"e $f\"", [["a", "b", "c d", "e $f"]]), ("a \\\n  --b # c\nd", [["a", "--b"], ["d"]]),
    ("A=1 B=2 c > d && e", [["c"], ["e"]]), ("export A=$(b c)", [["b", "c"]]),
    ("a \"$(b \"c\")\" | d", [["b", "c"], ["a", "$()"], ["d"]]),
  ])
  func readsWhatAPageShows(text: String, commands: [[String]]) {
    #expect(ShellWords.commands(in: text) == commands)
  }
}
