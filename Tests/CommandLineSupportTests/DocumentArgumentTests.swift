import CommandLineSupport
import Contract
import TestSupport
import Testing

/// Testing has one as well.
private typealias ExitStatus = Contract.ExitStatus

/// What `runner plan ARGUMENT` reads, and what it says where there is no such thing.
@Suite struct DocumentArgumentTests {
  private static let jobs = [
    "close-month-2024-02", "fill-orders-2024-03", "reload-orders-2024-03", "reload-orders-2024-04",
  ]
  private let folder: Folder
  private let package: GeneratedJobs

  init() throws {
    folder = try Folder()
    for job in Self.jobs { try folder.write("a", to: "generated/\(job)/job.yaml") }
    try folder.write("r", to: "generated/retired/old-orders-2023/job.yaml")
    try folder.write("{}", to: "generated/job.schema.json")
    try folder.write("f", to: "job.yaml")
    // Of the same names as jobs: a file goes before them, a folder doesn't.
    try folder.write("f", to: "close-month-2024-02")
    try folder.write("", to: "fill-orders-2024-03/x")
    try folder.write("", to: "other/x")
    package = GeneratedJobs(of: folder.path)
  }

  private func path(_ argument: String, takesRetired: Bool = false, in jobs: GeneratedJobs? = nil) -> String {
    do throws(DocumentNotFound) {
      return try DocumentArgument(argument: argument).path(in: jobs ?? package, takesRetired: takesRetired)
    } catch {
      return "\(error.status.rawValue) \(error)"
    }
  }

  @Test(arguments: [
    ("job.yaml", "job.yaml"), ("./job.yaml", "./job.yaml"), ("/dev/stdin", "/dev/stdin"),
    ("generated/fill-orders-2024-03/job.yaml", "generated/fill-orders-2024-03/job.yaml"),
    ("reload-orders-2024-03", "generated/reload-orders-2024-03/job.yaml"),
    ("fill-orders-2024-03", "generated/fill-orders-2024-03/job.yaml"),
    ("close-month-2024-02", "close-month-2024-02"),
  ])
  func isAFileOrAJob(argument: String, expected: String) { #expect(path(argument) == expected) }

  @Test func aRetiredJobIsReadAndNotStarted() {
    #expect(path("old-orders-2023", takesRetired: true) == "generated/retired/old-orders-2023/job.yaml")
    #expect(
      path("old-orders-2023")
        == "65 old-orders-2023: error: expected a job that is started, found one that is retired "
        + "(generated/retired/old-orders-2023): to do the same again, write a new job; where its record says that it is "
        + "unfinished, give generated/retired/old-orders-2023/job.yaml, which finishes it"
    )
  }

  struct Miss: Sendable {
    var argument: String
    var message: String
  }

  private static let expected = "error: expected a readable file or the name of a job, found"

  static let misses = [
    Miss(
      argument: "reload-ordrs-2024-03",
      message: "\(expected) neither a file reload-ordrs-2024-03 nor generated/reload-ordrs-2024-03/job.yaml "
        + "(did you mean reload-orders-2024-03?)"
    ),
    // Without its date.
    Miss(
      argument: "reload-orders",
      message: "\(expected) neither a file reload-orders nor generated/reload-orders/job.yaml "
        + "(did you mean reload-orders-2024-03 or reload-orders-2024-04?)"
    ),
    Miss(
      argument: "Fill-Orders-2024-03",
      message: "\(expected) neither a file Fill-Orders-2024-03 nor generated/Fill-Orders-2024-03/job.yaml "
        + "(did you mean fill-orders-2024-03?)"
    ),
    Miss(
      argument: "export",
      message: "\(expected) neither a file export nor generated/export/job.yaml "
        + "(see generated/, which has 4 jobs)"
    ),
    Miss(
      argument: "retired",
      message: "\(expected) neither a file retired nor generated/retired/job.yaml "
        + "(see generated/, which has 4 jobs)"
    ),
    Miss(
      argument: "other",
      message: "\(expected) a folder other and no generated/other/job.yaml (see generated/, which has 4 jobs)"
    ),
    Miss(
      argument: ".",
      message: "error: expected a readable file, found a folder (did you mean ./job.yaml?)"
    ),
    Miss(argument: "./generated", message: "error: expected a readable file, found a folder"),
    Miss(argument: "jop/x", message: "error: expected a readable file, found none"),
    Miss(
      argument: "generated/fill-orders-2024-03",
      message:
        "error: expected a readable file, found a folder (did you mean generated/fill-orders-2024-03/job.yaml?)"
    ),
    Miss(
      argument: "generated/fill-ordrs-2024-03/job.yaml",
      message:
        "error: expected a readable file, found none (did you mean generated/fill-orders-2024-03/job.yaml?)"
    ),
    Miss(argument: "generated/other/job.yaml", message: "error: expected a readable file, found none"),
    Miss(
      argument: "generated/fill-orders-2024-03.yaml",
      message:
        "error: expected a readable file, found none (did you mean generated/fill-orders-2024-03/job.yaml?)"
    ),
    Miss(
      argument: "fill-orders-2024-03.yaml",
      message:
        "error: expected a readable file, found none (did you mean fill-orders-2024-03, a job of generated/?)"
    ),
  ]

  @Test(arguments: misses) func namesWhatWasLookedAt(_ miss: Miss) {
    #expect(path(miss.argument) == "\(ExitStatus.notFound.rawValue) \(miss.argument): \(miss.message)")
  }

  @Test func whatIsRetiredIsNearWhereItIsTaken() {
    #expect(path("old-orders").hasSuffix("(see generated/, which has 4 jobs)"))
    #expect(path("old-orders", takesRetired: true).hasSuffix("(did you mean old-orders-2023?)"))
  }

  @Test func saysThatItIsNotThePackage() throws {
    let elsewhere = GeneratedJobs(of: try Folder().path)
    #expect(
      path("fill-orders-2024-03", in: elsewhere).hasSuffix(
        "(there is no folder generated/ here: run it in the package's folder)"
      )
    )
  }

  @Test(arguments: [
    ("", jobs), ("re", ["reload-orders-2024-03", "reload-orders-2024-04"]), ("x", []),
    ("jo", ["job.yaml"]), ("oth", ["other/"]), ("generated/f", ["generated/fill-orders-2024-03/"]),
    ("generated/retired/old-orders-2023/", ["generated/retired/old-orders-2023/job.yaml"]),
  ])
  func completes(prefix: String, candidates: [String]) {
    #expect(DocumentArgument.completions(of: prefix, in: package) == candidates)
  }
}
