import PartitionSelections
import Testing

/// Whether the server's windows are those that the calendar counts.
@Suite struct CalendarCheckTests {
  struct Case: Sendable {
    var kind: PartitioningKind
    var keys: [String]
    var found: String?
  }

  static let cases = [
    Case(kind: .daily, keys: ["2024-01-05", "2024-01-08", "2024-01-09"]),
    Case(kind: .monthly, keys: ["2024-01-05", "2024-01-06"], found: "daily"),
    Case(kind: .monthly, keys: ["2024-01-15", "2024-02-15", "2024-03-15"]),
    Case(kind: .monthly, keys: ["2024-01-01", "2024-04-01"], found: "of 3 months"),
    Case(kind: .daily, keys: ["2024-01-03", "2024-01-10"], found: "weekly"),
    Case(kind: .weekly, keys: ["2024-01-03", "2024-01-17"], found: "of 14 days"),
    Case(kind: .daily, keys: ["2024-02-01", "2024-03-01", "2024-04-01"], found: "monthly"),
    Case(kind: .hourly, keys: ["2024-01-01-00:00", "2024-01-01-00:15"], found: "of 15 minutes"),
    Case(kind: .hourly, keys: ["2024-01-01-00:00", "2024-01-01-06:00"], found: "of 360 minutes"),
    Case(kind: .hourly, keys: ["2024-11-03-01:00", "2024-11-03-01:00-0500", "2024-11-03-02:00"]),
    Case(kind: .hourly, keys: ["2024-01-01"], found: "spelled like \"2024-01-01\""),
    Case(kind: .daily, keys: ["2024-01-01"]), Case(kind: .daily, keys: []),
    Case(kind: .timeWindow, keys: ["2024-01", "x"]), Case(kind: .static, keys: ["a", "b"]),
  ]

  @Test(arguments: cases) func tellsWhatIsThereInstead(_ test: Case) {
    #expect(CalendarCheck(kind: test.kind, keys: test.keys).foundInstead() == test.found)
  }

  private func miscount(_ kind: PartitioningKind, _ keys: [String]) -> Int? {
    CalendarCheck(kind: kind, keys: keys).miscount(
      of: KeyRange(from: keys[0], through: keys[keys.count - 1]),
      as: keys[...]
    )
  }

  @Test func countsWhatTheCalendarHas() {
    #expect(miscount(.daily, ["2024-01-05", "2024-01-08"]) == 4)
    #expect(miscount(.monthly, ["2024-01-01", "2024-02-01", "2024-04-01"]) == 4)
    #expect(miscount(.weekly, ["2024-01-03", "2024-01-10"]) == nil)
  }

  @Test func aChangeOfClocksIsNoMiscount() {
    let spring = ["2024-03-10-00:00", "2024-03-10-01:00", "2024-03-10-03:00"]
    #expect(miscount(.hourly, spring) == nil)
    let autumn = ["2024-11-03-00:00", "2024-11-03-01:00", "2024-11-03-01:00-0500", "2024-11-03-02:00"]
    #expect(miscount(.hourly, autumn) == nil)
    #expect(miscount(.hourly, Array(autumn[2...])) == nil)
    #expect(miscount(.hourly, Array(autumn[...2])) == nil)
  }

  @Test func hoursThatADefinitionLeavesOutAreAMiscount() {
    let nights = ["2024-03-10-22:00", "2024-03-11-00:00", "2024-03-11-01:00", "2024-03-11-03:00"]
    #expect(miscount(.hourly, nights) == 6)
    #expect(miscount(.hourly, ["2024-03-10-00:00", "2024-03-10-01:00", "2024-03-10-04:00"]) == 5)
  }
}
