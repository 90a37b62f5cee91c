import CivilCalendar
import Testing

@Suite struct TimeFormatTests {
  @Test(arguments: [
    "2024-02-01", "2024-02-29", "2000-02-29", "2023-12-31", "0001-01-01", "9999-12-31", "2024-04-30",
  ])
  func areDays(text: String) {
    #expect(TimeFormat.day.matches(text))
  }

  @Test(arguments: [
    "", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32",
    "2024-04-31", "0000-01-01", "2024-2-1", "2024/02/01", "24-02-01", " 2024-02-01", "2024-02-01 ",
    "2024-02-01-00:00", "２０２４-02-01", "2024-02-0a", "-024-02-01",
  ])
  func areNoDays(text: String) {
    #expect(!TimeFormat.day.matches(text))
  }

  @Test(arguments: ["2024-02-01-00:00", "2024-02-29-23:59"])
  func areHours(text: String) {
    #expect(TimeFormat.hour.matches(text))
  }

  @Test(arguments: [
    "2024-02-01", "2024-02-01-24:00", "2024-02-01-12:60", "2024-02-01T12:00", "2024-02-30-12:00",
    "2024-02-01-1200", "2024-02-01-12-00",
  ])
  func areNoHours(text: String) {
    #expect(!TimeFormat.hour.matches(text))
  }
}
