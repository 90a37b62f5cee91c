import Emission
import Foundation
import TestSupport
import Testing

/// What a page points to is there.
@Suite struct PlaceTests {
  @Test(arguments: Page.all)
  func linksLeadSomewhere(page: Page) {
    #expect(page.links.compactMap { Self.complaint(about: $0, on: page) } == [])
  }

  @Test(arguments: Page.all)
  func pathsExist(page: Page) {
    let paths = page.code.flatMap(Self.paths)
    #expect(paths.filter { !Self.exists($0) && !Self.ofARepositoryOfItsOwn.contains($0) } == [])
  }

  @Test func findsManyOfBoth() {
    #expect(Page.all.flatMap(\.links).count > 60)
    #expect(Page.all.flatMap(\.code).flatMap(Self.paths).count > 100)
  }

  @Test(arguments: [
    ("nowhere.md", "no file nowhere.md"),
    ("Docs/Operating.md#nothing", "no heading nothing in Docs/Operating.md"),
    ("doc:Nothing", "no file Sources/JobDSL/JobDSL.docc/Nothing.md"),
    ("#nothing", "no heading nothing in README.md"),
    ("Docs/Operating.md#exit-codes", nil), ("https://dagster.io", nil),
  ])
  func complainsOfALinkToNothing(link: String, complaint: String?) throws {
    #expect(try Self.complaint(about: link, on: Page("README.md")) == complaint)
  }

  @Test(arguments: [
    ("Sources/Jobs", ["Sources/Jobs"]), ("Sources/Nothing", ["Sources/Nothing"]),
    ("ci/test --filter A", ["ci/test"]),
    ("git diff generated", []), ("generated/NAME/job.yaml", []), ("generated/<job>/", []),
    ("ci/kubernetes/*.yaml", []),
  ])
  func seesPathsInCode(code: String, paths: [String]) {
    #expect(Self.paths(in: code) == paths)
  }

  /// What `emit new repository` writes.
  private static let ofARepositoryOfItsOwn: Set<String> = {
    let package = PackageReference(url: "https://github.com/OWNER/production-jobs", version: "1.0.0")
    return Set(NewRepository(in: "acme-jobs", package: package).files.map(\.path))
  }()

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: inPackage(path).path)
  }

  /// `nil` where it leads to a file, and to a heading of it where it names one.
  private static func complaint(about link: String, on page: Page) -> String? {
    guard !link.hasPrefix("https://") else { return nil }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let path = target(of: parts[0], on: page)
    guard exists(path) else { return "no file \(path)" }
    guard parts.count == 2, let other = try? Page(path) else { return nil }
    return other.anchors.contains(parts[1]) ? nil : "no heading \(parts[1]) in \(path)"
  }

  private static func target(of link: String, on page: Page) -> String {
    if link.isEmpty { return page.path }
    if link.hasPrefix("doc:") { return "\(Page.articles)/\(link.dropFirst(4)).md" }
    var parts = page.path.split(separator: "/").dropLast().map(String.init)
    for part in link.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// The paths in the package that a piece of code names, but for those with something to fill in, those of the job that
  /// and of the command that the pages have as their examples, and the folder that the first retired job makes.
  private static func paths(in code: String) -> [String] {
    let roots = /(?:Sources|Tests|Docs|Plugins|ci|generated|\.github|dagster\.lock)(?:\/[\w+.\-\/]*\w)?\/?/
    return code.split(separator: " ").filter { word in
      word.wholeMatch(of: roots) != nil && word.contains("/")
        && ![
          "NAME", "TARGET", "reload-orders-2024-03", "ReloadOrders202403", "TouchAsset", "generated/retired",
        ].contains {
          word.contains($0)
        }
    }.map(String.init)
  }
}
