import Testing

@testable import Notifying

/// A file of webhooks, read strictly.
@Suite struct WebhooksTests {
  private func problems(_ text: String) -> [String] {
    do throws(UnusableWebhooks) {
      _ = try Webhooks(text, file: "urls")
      return []
    } catch {
      return error.problems
    }
  }

  @Test func anOwnerIsAllBeforeTheAddress() throws {
    let webhooks = try Webhooks(
      """
      # who is told where
      data-platform https://hooks.example/a

        the finance team\thttps://hooks.example/b?x=1\u{20}
        # * https://hooks.example/none
      """,
      file: "urls"
    )
    #expect(webhooks.address(of: "data-platform")?.url == "https://hooks.example/a")
    #expect(webhooks.address(of: "the finance team")?.url == "https://hooks.example/b?x=1")
    #expect(webhooks.address(of: "crm") == nil)
  }

  @Test func everybodyElseHasOneOfTheirOwn() throws {
    let webhooks = try Webhooks("crm http://127.0.0.1:9/a\r\n* https://hooks.example/c\r\n", file: "urls")
    #expect(webhooks.address(of: "crm")?.url == "http://127.0.0.1:9/a")
    #expect(webhooks.address(of: "bi")?.url == "https://hooks.example/c")
    // Names are told apart by their bytes.
    let accents = try Webhooks(
      "caf\u{E9} https://hooks.example/a\ncafe\u{301} https://hooks.example/b",
      file: "urls"
    )
    #expect(accents.address(of: "cafe\u{301}")?.url == "https://hooks.example/b")
  }

  @Test(arguments: [
    ("https://hooks.example/S3cret", "one word: expected OWNER URL, or * URL for everybody else"),
    ("crm S3cret", "no address behind the owner: expected one like https://hooks.slack.com/services/…"),
    (
      "crm ftp://hooks.example/S3cret",
      "no address behind the owner: expected one like https://hooks.slack.com/services/…"
    ),
    (
      "crm https:///S3cret",
      "no address behind the owner: expected one like https://hooks.slack.com/services/…"
    ),
    (
      "crm https://hooks.example/S3cret\u{200B}",
      "no address behind the owner: expected one like https://hooks.slack.com/services/…"
    ),
    (
      "crm https://a:S3cret@hooks.example/",
      "an address with a user, a password or a fragment: expected one without"
    ),
    (
      "crm\u{200B} https://hooks.example/S3cret",
      "an owner with a character that can't be seen: write it again by hand"
    ),
    ("bi https://hooks.example/S3cret", "\"bi\" a second time: leave one of its lines"),
  ])
  func whatIsWrongIsToldWithoutTheAddress(line: String, words: String) {
    #expect(problems("bi https://hooks.example/1\n\(line)\n") == ["urls:2: error: found \(words)"])
  }

  @Test func allProblemsAreTold() {
    #expect(problems("a\nb\n* https://hooks.example/1").count == 2)
  }

  @Test func aFileThatIsNotThereIsToldByItsName() {
    do throws(UnusableWebhooks) {
      _ = try Webhooks(file: "/nowhere/urls")
      Issue.record("read")
    } catch {
      #expect(
        error.problems == [
          "/nowhere/urls: error: expected a readable file, found none: check that it is mounted"
        ]
      )
    }
  }

  @Test func anAddressHasNoText() throws {
    let address = try #require(try Webhooks("* https://hooks.example/S3cret", file: "urls").address(of: "a"))
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!"\(address) \(String(reflecting: address)) \(dumped)".contains("S3cret"))
  }
}
