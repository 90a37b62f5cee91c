import Contract
import Testing

@Suite struct ProgramVersionTests {
  @Test(arguments: [
    ([:], "development"), (["PRODUCTION_JOBS_VERSION": ""], "development"),
    (["PRODUCTION_JOBS_VERSION": "1.4.0"], "1.4.0"),
    (["PRODUCTION_JOBS_VERSION": "1.4.0", "PRODUCTION_JOBS_COMMIT": "0123abc"], "1.4.0 (0123abc)"),
    (["PRODUCTION_JOBS_VERSION": "1.4.0", "PRODUCTION_JOBS_COMMIT": ""], "1.4.0"),
    (["PRODUCTION_JOBS_COMMIT": "0123abc"], "development (0123abc)"),
  ])
  func isWhatTheImageSays(environment: [String: String], text: String) {
    #expect(ProgramVersion { environment[$0] }.description == text)
  }
}
