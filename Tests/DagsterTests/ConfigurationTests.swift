import Dagster
import DagsterModel
import Testing

@Suite struct ConfigurationTests {
  @Test(arguments: [
    ("http://h:3000", "http://h:3000"),
    ("http://h/", "http://h"),
    ("https://acme.dagster.cloud/prod/", "https://acme.dagster.cloud/prod"),
    ("http://h/dagster/graphql", "http://h/dagster"),
    ("http://h/dagster/graphql/", "http://h/dagster"),
  ])
  func anAddressHasOneForm(text: String, url: String) throws {
    #expect(try DagsterConfiguration(url: text).url == url)
  }

  @Test(arguments: [
    ("dagster:3000", #"expected a Dagster address like http://dagster.example:3000, found "dagster:3000""#),
    ("", #"expected a Dagster address like http://dagster.example:3000, found """#),
    ("http://", #"expected a Dagster address like http://dagster.example:3000, found "http://""#),
    ("http://u:p@h", "the Dagster address holds a user or password: use a token file"),
    (
      "http://h?x=1",
      #"expected a Dagster address like http://dagster.example:3000, found "http://h" and more after it, with a query or fragment"#
    ),
    (
      "htp://ada:s3cret@h/x?token=s3cret#s3cret",
      #"expected a Dagster address like http://dagster.example:3000, found "htp://…@h/x" and more after it"#
    ),
    (
      "ada:s3cret@h",
      #"expected a Dagster address like http://dagster.example:3000, found "…@h""#
    ),
  ])
  func aWrongAddressIsRefused(text: String, message: String) throws {
    let error = #expect(throws: DagsterError.self) { try DagsterConfiguration(url: text) }
    #expect(error?.description == message)
  }

  /// The headers of a read, but for those every request has.
  private func headers(_ configuration: DagsterConfiguration) async throws -> [String] {
    let transport = ScriptedTransport([.data(#""version":"1.13.27""#)])
    let client = DagsterClient(configuration: configuration, transport: transport, clock: FakeClock())
    _ = try await client.serverVersion()
    let all = transport.requests.first?.headers.map { "\($0.name): \($0.value)" } ?? []
    #expect(all.prefix(2) == ["Content-Type: application/json", "Accept: application/json"])
    return Array(all.dropFirst(2))
  }

  struct TokenCase: Sendable {
    let url: String
    let header: TokenHeader
    let expected: String
  }

  @Test(arguments: [
    TokenCase(url: "http://h", header: .automatic, expected: "Authorization: Bearer s3cret"),
    TokenCase(
      url: "https://a.dagster.cloud/prod",
      header: .automatic,
      expected: "Dagster-Cloud-Api-Token: s3cret"
    ),
    TokenCase(
      url: "https://evil-dagster.cloud",
      header: .automatic,
      expected: "Authorization: Bearer s3cret"
    ),
    TokenCase(url: "https://a.dagster.cloud", header: .bearer, expected: "Authorization: Bearer s3cret"),
    TokenCase(
      url: "http://h",
      header: .named("Proxy-Authorization", prefix: "Bearer "),
      expected: "Proxy-Authorization: Bearer s3cret"
    ),
  ])
  func theTokenGoesToItsHeader(_ test: TokenCase) async throws {
    let configuration = try DagsterConfiguration(
      url: test.url,
      credentials: .token(.text("s3cret")),
      tokenHeader: test.header
    )
    #expect(try await headers(configuration) == [test.expected])
  }

  @Test func aTokenFileIsReadAgain() async throws {
    try await TemporaryFile.with("first\n") { path in
      let configuration = try DagsterConfiguration(
        url: "http://h",
        credentials: .tokenFile(path),
        headers: ["X-Tenant": .file(path)]
      )
      #expect(try await headers(configuration) == ["X-Tenant: first", "Authorization: Bearer first"])
      try TemporaryFile.write("second", to: path)
      #expect(try await headers(configuration) == ["X-Tenant: second", "Authorization: Bearer second"])
      try TemporaryFile.write(" \n", to: path)
      let error = await #expect(throws: DagsterError.self) { try await headers(configuration) }
      #expect(error?.reason == .configuration("the file \(path) for header X-Tenant is empty"))
      #expect(error?.mayHaveTakenEffect == false)
    }
  }

  @Test func aTokenFileMustBeThere() async throws {
    let configuration = try DagsterConfiguration(url: "http://h", credentials: .tokenFile("/nope"))
    let error = await #expect(throws: DagsterError.self) { try await headers(configuration) }
    #expect(
      error?.description
        == "Version at http://h/graphql: the file /nope cannot be read: check that it is mounted"
    )
  }

  @Test func aHeaderCannotBeSmuggled() async throws {
    let configuration = try DagsterConfiguration(url: "http://h", headers: ["X": .text("a\r\nY: b")])
    let error = await #expect(throws: DagsterError.self) { try await headers(configuration) }
    #expect(error?.reason == .configuration("its value for header X has line breaks or non-ASCII characters"))
  }

  @Test func aSecretHasNoText() throws {
    let configuration = try DagsterConfiguration(
      url: "http://h",
      credentials: .token(.text("s3cret")),
      headers: ["X": .text("s3cret")]
    )
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect(!dumped.contains("s3cret"))
    #expect(!"\(configuration)".contains("s3cret"))
    #expect(!String(reflecting: configuration).contains("s3cret"))
  }

  @Test func pagesHaveAddresses() throws {
    let configuration = try DagsterConfiguration(url: "http://h/dagster/")
    let client = DagsterClient(configuration: configuration, transport: ScriptedTransport([]))
    #expect(client.pages.backfill(BackfillID("abc")) == "http://h/dagster/runs/b/abc")
    #expect(client.pages.run(RunID("r-1")) == "http://h/dagster/runs/r-1")
  }
}
