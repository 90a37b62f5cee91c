import Contract
import Testing

/// Repositories have them, so that they are written out here.
@Suite struct JobFolderTests {
  @Test func liesInGenerated() {
    #expect(JobFolder(of: "a").path == "generated/a")
    #expect(JobFolder(of: "a").document == "generated/a/job.yaml")
    #expect(JobFolder(of: "a", isRetired: true).path == "generated/retired/a")
    #expect(JobFolder(of: "a", isRetired: true).document == "generated/retired/a/job.yaml")
  }
}
