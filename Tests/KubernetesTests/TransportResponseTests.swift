import HTTP
import Testing

@Suite struct TransportResponseTests {
  @Test(arguments: [
    ("7", 7), (" 7 ", 7), ("-1", -1), ("1 2", nil), ("", nil), ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
  ])
  func onlySecondsAreWaited(text: String, seconds: Int?) {
    #expect(TransportResponse(status: 429, retryAfter: text, body: []).retryAfterSeconds == seconds)
  }

  @Test func anExcerptIsOneShortLine() {
    func excerpt(_ text: String) -> String { TransportResponse(status: 500, body: Array(text.utf8)).excerpt }
    #expect(excerpt(" a\r\n\tb ") == "a b")
    #expect(excerpt(String(repeating: "é", count: 200)) == String(repeating: "é", count: 200))
    #expect(excerpt(String(repeating: "é", count: 201)) == String(repeating: "é", count: 200) + "…")
  }

  @Test func aRedirectionSaysWhere() {
    #expect(
      TransportResponse(status: 302, location: "/login", body: []).redirection == "a redirection to /login"
    )
    #expect(TransportResponse(status: 302, body: []).redirection == "a redirection")
  }
}
