import Testing

@testable import Ledger

@Suite struct TimestampTests {
  struct Case: Sendable {
    var seconds: Double
    var text: String
  }

  static let cases = [
    Case(seconds: 0, text: "1970-01-01T00:00:00.000Z"),
    Case(seconds: 1_709_287_200.25, text: "2024-03-01T10:00:00.250Z"),
    Case(seconds: 1_709_164_800, text: "2024-02-29T00:00:00.000Z"),
    Case(seconds: -0.001, text: "1969-12-31T23:59:59.999Z"),
    Case(seconds: -62_135_596_800, text: "0001-01-01T00:00:00.000Z"),
    Case(seconds: .infinity, text: "9999-12-31T23:59:59.999Z"),
    Case(seconds: -.infinity, text: "0001-01-01T00:00:00.000Z"),
    Case(seconds: .nan, text: "1970-01-01T00:00:00.000Z"),
  ]

  @Test(arguments: cases) func writes(_ example: Case) {
    let timestamp = Timestamp(seconds: example.seconds)
    #expect(timestamp.description == example.text)
    #expect(Timestamp(example.text) == timestamp)
  }

  @Test func readsWithoutMilliseconds() {
    #expect(Timestamp("2024-03-01T10:00:00Z")?.seconds == 1_709_287_200)
  }

  @Test(arguments: [
    "", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-03-01T24:00:00Z",
    "2024-03-01T10:60:00Z", "2024-03-01T10:00:60Z", "2024-03-01 10:00:00Z", "2024-03-01T10:00:00",
    "2024-03-01T10:00:00.25Z", "2024-03-01T10:00:00+01:00", "0000-01-01T00:00:00Z", "-024-03-01T10:00:00Z",
  ])
  func refuses(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func everyDayOfFourHundredYearsIsReadBack() {
    for day in stride(from: Int64(-50_000), to: 100_000, by: 1) {
      let timestamp = Timestamp(milliseconds: day * 86_400_000 + 123)
      #expect(Timestamp(timestamp.description) == timestamp)
    }
  }

  @Test func isReadable() {
    #expect(Timestamp(seconds: 1_709_287_200.9).readable == "2024-03-01 10:00:00 UTC")
  }
}
