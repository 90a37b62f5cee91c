import Foundation
import TestSupport
import Testing

@Suite struct ArticleTests {
  /// Links to symbols and articles, and names of parameters, are checked by that.
  @Test func makeAWebsiteWithoutAWarning() async throws {
    let result = try await withTemporaryFolder { folder in
      let modules = try buildFolder().appending(path: "Modules").path
      let output = folder.appending(path: "website")
      let result = try await run(
        inPackage("ci/docs"),
        ["--modules", modules, "--output", output.path],
        in: inPackage("")
      )
      let page = output.appending(path: "data/documentation/jobdsl/firstjob.json")
      #expect(FileManager.default.fileExists(atPath: page.path))
      return result
    }
    #expect(result.status == 0, "\(result.errors)")
  }
}
