import Foundation
import TestSupport
import Testing

/// What the manifest says of this package where another one depends on it.
@Suite(.timeLimit(.minutes(5))) struct ManifestTests {
  private struct Manifest: Decodable {
    struct Named: Decodable { let name: String }
    let products: [Named]
    let targets: [Named]
  }

  /// Where a copy of the manifest lies, what lies around it, and whether it is a dependency there.
  @Test(
    arguments: [
      ("checkouts/production-jobs", [], nil, false),
      ("checkouts/mine", ["repositories/theirs-1a2b3c"], nil, false),
      ("scratch/checkouts/production-jobs", ["scratch/repositories/production-jobs-1a2b3c"], nil, true),
      ("production-jobs", [], "1", true),
    ] as [(String, [String], String?, Bool)]
  )
  func tellsWhereItIsADependency(
    place: String,
    around: [String],
    variable: String?,
    isDependency: Bool
  ) async throws {
    try await withTemporaryFolder { folder async throws in
      for path in [place] + around {
        try FileManager.default.createDirectory(
          at: folder.appending(path: path),
          withIntermediateDirectories: true
        )
      }
      let package = folder.appending(path: place)
      try FileManager.default.copyItem(
        at: inPackage("Package.swift"),
        to: package.appending(path: "Package.swift")
      )
      let ending = try await Child(
        program("swift").path,
        ["package", "--package-path", package.path, "dump-package"],
        environment: ["PRODUCTION_JOBS_IS_DEPENDENCY": variable],
        directory: folder.path
      ).ending()
      try #require(ending.status == 0, "\(ending.errors)")
      let manifest = try JSONDecoder().decode(Manifest.self, from: Data(ending.output.utf8))
      #expect(manifest.products.contains { $0.name == "JobDSL" })
      #expect(manifest.products.contains { $0.name == "emit" } == !isDependency)
      #expect(manifest.targets.contains { $0.name == "Jobs" } == !isDependency)
    }
  }
}
