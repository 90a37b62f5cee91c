import Foundation
import TestSupport
import Testing

/// `runner catalog` against a real Dagster whose definitions change.
@Suite(.onDagster) struct CatalogTests {
  private static let before = """
    import dagster as dg
    from enum import Enum
    daily = dg.DailyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")
    regions = dg.StaticPartitionsDefinition(["eu", "us", "apac"])
    class Mode(Enum):
        FULL = "full"
        DELTA = "delta"
    class Purge(dg.Config):
        table: str
        days: int = 30
        mode: Mode = Mode.DELTA
    @dg.asset(partitions_def=daily, group_name="sales")
    def orders(): ...
    @dg.asset
    def dim(): ...
    @dg.asset(partitions_def=regions)
    def stats(): ...
    @dg.asset(partitions_def=dg.MultiPartitionsDefinition({"date": daily, "region": regions}))
    def crossed(): ...
    @dg.asset(partitions_def=dg.DynamicPartitionsDefinition(name="customers"))
    def customer(): ...
    @dg.op
    def purge(config: Purge): ...
    @dg.job
    def purge_job(): purge()
    nightly = dg.ScheduleDefinition(name="nightly", job=purge_job, cron_schedule="0 3 * * *")
    defs = dg.Definitions(assets=[orders, dim, stats, crossed, customer], jobs=[purge_job], schedules=[nightly])

    """

  private struct Change {
    let old: String
    let new: String
    /// The lines that `catalog check` prints of it.
    let lines: [String]

    init(_ old: String, _ new: String, _ lines: String...) {
      (self.old, self.new, self.lines) = (old, new, lines)
    }
  }

  private static let days = "daily from 2024-01-01 through 2024-12-31 (UTC)"

  private static let changes = [
    Change(
      "[orders, dim, stats,",
      "[dim, stats,",
      "breaking   lab: asset orders: is gone (job recover)"
    ),
    Change(
      "jobs=[purge_job], schedules=[nightly]",
      "",
      "breaking   lab: job purge_job: is gone (job purge)",
      "breaking   lab: schedule nightly: is gone"
    ),
    Change(
      #"group_name="sales")"#,
      #"group_name="sales", backfill_policy=dg.BackfillPolicy.single_run())"#,
      "compatible lab: asset orders: has another backfill policy: one run for all partitions (job recover)"
    ),
    Change(
      "@dg.asset\ndef dim",
      "@dg.asset(partitions_def=daily)\ndef dim",
      "breaking   lab: asset dim: is partitioned now: \(days)"
    ),
    Change(
      #"@dg.asset(partitions_def=daily, group_name="sales")"#,
      #"@dg.asset(group_name="sales")"#,
      "breaking   lab: asset orders: is not partitioned any more; it was \(days) (job recover)"
    ),
    Change(
      #"@dg.asset(partitions_def=daily, group_name="sales")"#,
      #"@dg.asset(partitions_def=dg.MonthlyPartitionsDefinition("2024-01-01", end_date="2025-01-01"), group_name="sales")"#,
      "breaking   lab: asset orders: has other partitions: monthly from 2024-01-01 through 2024-12-01 (UTC); it had "
        + "\(days) (job recover)"
    ),
    Change(
      #"@dg.asset(partitions_def=daily, group_name="sales")"#,
      #"@dg.asset(partitions_def=dg.DailyPartitionsDefinition("2024-02-01", end_date="2024-12-01"), group_name="sales")"#,
      "breaking   lab: asset orders: begins with 2024-02-01, not 2024-01-01 (job recover)",
      "breaking   lab: asset orders: ends with 2024-11-30, not 2024-12-31 (job recover)"
    ),
    Change(
      #"@dg.asset(partitions_def=daily, group_name="sales")"#,
      #"@dg.asset(partitions_def=dg.DailyPartitionsDefinition("2023-12-01"), group_name="sales")"#,
      "compatible lab: asset orders: begins with 2023-12-01 (job recover)",
      "compatible lab: asset orders: goes on with time (job recover)"
    ),
    Change(
      #"@dg.asset(partitions_def=daily, group_name="sales")"#,
      #"@dg.asset(partitions_def=dg.DailyPartitionsDefinition("2024-01-01", end_date="2025-01-01", timezone="Europe/Berlin"), group_name="sales")"#,
      "breaking   lab: asset orders: has windows of the zone Europe/Berlin, not of UTC (job recover)"
    ),
    Change(
      #""us", "apac"]"#,
      #""us", "mars"]"#,
      #"breaking   lab: asset crossed: dimension region has the key "apac" no longer"#,
      #"compatible lab: asset crossed: dimension region has the new key "mars""#,
      #"breaking   lab: asset stats: has the key "apac" no longer"#,
      #"compatible lab: asset stats: has the new key "mars""#
    ),
    Change(
      #"{"date": daily, "region": regions}"#,
      #"{"day": daily, "region": regions}"#,
      "breaking   lab: asset crossed: has the dimensions day, region"
    ),
    Change(
      #"name="customers""#,
      #"name="clients""#,
      #"breaking   lab: asset customer: has the dynamic partitions "clients""#
    ),
    Change(
      "    table: str\n",
      "    table: str\n    force: bool\n",
      "breaking   lab: job purge_job: configuration.ops.purge.config.force is new and required (job purge)"
    ),
    Change(
      "    days: int = 30\n",
      "    days: float = 30\n    note: str = \"\"\n",
      "breaking   lab: job purge_job: configuration.ops.purge.config.days has another type (job purge)",
      "compatible lab: job purge_job: configuration.ops.purge.config.note is new (job purge)"
    ),
    Change(
      "    FULL = \"full\"\n",
      "    ALL = \"all\"\n",
      "breaking   lab: job purge_job: configuration.ops.purge.config.mode has the choice FULL no longer (job purge)",
      "compatible lab: job purge_job: configuration.ops.purge.config.mode has the new choice ALL (job purge)"
    ),
    Change(
      "defs = dg.Definitions(assets=[",
      "@dg.asset\ndef fresh(): ...\ndefs = dg.Definitions(assets=[fresh, ",
      "compatible lab: asset fresh: is new"
    ),
    Change(
      #"cron_schedule="0 3 * * *""#,
      #"cron_schedule="0 4 * * *""#,
      "compatible lab: schedule nightly: launches at other times or other jobs"
    ),
  ]

  private func runner(_ arguments: String..., url: String, in folder: String) async throws -> Child.Ending {
    try await Child(
      Checkout.runner,
      ["catalog"] + arguments,
      environment: ["DAGSTER_URL": url, "PRODUCTION_JOBS_LEDGER": nil],
      directory: folder
    ).ending()
  }

  /// A package as far as `runner catalog` looks at it, with two jobs that name an asset and a Dagster job.
  private func package() throws -> Folder {
    let folder = try Folder()
    try folder.write("", to: "Package.swift")
    try folder.write("", to: "Sources/Jobs/None.swift")
    let heading = "apiVersion: production-jobs/v1\nkind: Job\nmetadata: {owner: o, reason: r, name:"
    try folder.write(
      "\(heading) recover}\nspec: {steps: [backfill: {assets: [orders], partitions: {partitioning: daily, all: true}}]}",
      to: "generated/recover/job.yaml"
    )
    try folder.write(
      "\(heading) purge}\nspec: {steps: [launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {table: x}}}}}]}",
      to: "generated/purge/job.yaml"
    )
    return folder
  }

  @Test func whatIsCommittedIsWhatTheSandboxDefines() async throws {
    let url = try #require(SharedServer.url)
    let ending = try await runner("check", url: url, in: Checkout.root)
    #expect(ending == Child.Ending(status: 0, output: "dagster.lock is what Dagster defines\n", errors: ""))
  }

  @Test func eachChangeIsNamedWithItsClassAndItsJobs() async throws {
    try await OwnServer.with("--no-daemon") { server in
      let folder = try package()
      try await server.define(Self.before)
      let pulled = try await runner("pull", url: server.url, in: folder.path)
      #expect(pulled.status == 0 && pulled.errors.isEmpty, "\(pulled)")
      #expect(pulled.output.hasSuffix("lab: 5 assets, 1 job\n"), "\(pulled.output)")
      let files =
        FileManager.default.enumerator(atPath: "\(folder.path)/Sources/Jobs/Catalog")?
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
      #expect(files.count > 4)
      let compiled = try await SwiftCompiler().typecheck(
        files.map { "\(folder.path)/Sources/Jobs/Catalog/\($0)" }
      )
      #expect(compiled == Child.Ending(status: 0, output: "", errors: ""))
      let again = try await runner("pull", url: server.url, in: folder.path)
      #expect(again == Child.Ending(status: 0, output: "lab: 5 assets, 1 job\n", errors: ""))
      let same = try await runner("check", url: server.url, in: folder.path)
      #expect(same == Child.Ending(status: 0, output: "dagster.lock is what Dagster defines\n", errors: ""))

      for change in Self.changes {
        #expect(Self.before.contains(change.old), "\(change.old)")
        try await server.define(Self.before.replacing(change.old, with: change.new))
        let ending = try await runner("check", url: server.url, in: folder.path)
        #expect(ending.status == 1, "\(change.new): \(ending)")
        #expect(ending.output.split(separator: "\n").dropLast().map(String.init) == change.lines)
      }
    }
  }

  @Test func aLocationThatDoesNotLoadKeepsItsLock() async throws {
    try await OwnServer.with("--no-daemon") { server in
      let folder = try package()
      try await server.define(Self.before)
      _ = try await runner("pull", url: server.url, in: folder.path)
      let lock = folder.text("dagster.lock/lab.json")
      #expect(lock.contains("\"key\":\"orders\""))
      try await server.breakCodeLocation()
      let check = try await runner("check", url: server.url, in: folder.path)
      #expect(check.status == 2)
      #expect(
        check.errors.hasPrefix("error: the code location \"lab\" failed to load: RuntimeError: no vendor key")
      )
      let pull = try await runner("pull", url: server.url, in: folder.path)
      #expect(pull.status == 0)
      #expect(
        pull.errors.hasPrefix("warning: the code location \"lab\" failed to load, and keeps what it had: ")
      )
      #expect(folder.text("dagster.lock/lab.json") == lock)
    }
  }

  /// Every kind of partitions, awkward names, two locations with equal names, a broken one, nested configurations.
  @Test func whateverCodeLocationsDefineCompiles() async throws {
    try await OwnServer.with("--catalog", "--no-daemon") { server in
      let folder = try package()
      let pulled = try await runner("pull", url: server.url, in: folder.path)
      #expect(pulled.status == 0, "\(pulled)")
      #expect(
        pulled.errors.contains(
          "warning: the code location \"broken\" failed to load, and keeps what it had: "
        )
      )
      let files = Self.swiftFiles(in: folder)
      #expect(files.count > 20)
      let compiled = try await SwiftCompiler().typecheck(files.map { "\(folder.path)/\($0)" })
      #expect(compiled == Child.Ending(status: 0, output: "", errors: ""))

      let texts = (files + Self.locks(in: folder)).map(folder.text)
      let again = try await runner("pull", url: server.url, in: folder.path)
      #expect(!again.output.contains("changed"), "\(again.output)")
      #expect((Self.swiftFiles(in: folder) + Self.locks(in: folder)).map(folder.text) == texts)
      let check = try await runner("check", url: server.url, in: folder.path)
      #expect(check.status == 0 && check.output == "dagster.lock is what Dagster defines\n", "\(check)")
    }
  }

  private static func swiftFiles(in folder: Folder) -> [String] {
    let files = FileManager.default.enumerator(atPath: "\(folder.path)/Sources/Jobs/Catalog")
    return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.sorted()
      .map { "Sources/Jobs/Catalog/\($0)" }
  }

  private static func locks(in folder: Folder) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/dagster.lock")) ?? []).sorted()
      .map { "dagster.lock/\($0)" }
  }

  /// What is gone stays while a job names it, with words at every use.
  @Test func whatIsGoneIsMarked() async throws {
    try await OwnServer.with("--no-daemon") { server in
      let folder = try package()
      try await server.define(Self.before)
      _ = try await runner("pull", url: server.url, in: folder.path)
      try await server.define(Self.before.replacing("[orders, dim, stats,", with: "[stats,"))
      let pull = try await runner("pull", url: server.url, in: folder.path)
      #expect(pull.status == 0, "\(pull)")
      let swift = folder.text("Sources/Jobs/Catalog/lab/lab+sales.swift")
      #expect(
        swift.contains("@available(*, deprecated, message: \"Dagster has no asset \\\"orders\\\" any more: ")
      )
      #expect(!folder.text("Sources/Jobs/Catalog/lab/lab+default.swift").contains("dim"))
      let check = try await runner("check", url: server.url, in: folder.path)
      #expect(check.status == 0, "\(check)")
    }
  }

  /// A plan says where Dagster isn't what the job was written with, of what the job names and of nothing else.
  @Test func aPlanSaysWhatHasChanged() async throws {
    try await OwnServer.with("--no-daemon") { server in
      let folder = try package()
      try await server.define(Self.before)
      _ = try await runner("pull", url: server.url, in: folder.path)
      func plan(_ job: String) async throws -> Child.Ending {
        try await Child(
          Checkout.runner,
          ["plan", "generated/\(job)/job.yaml"],
          environment: ["DAGSTER_URL": server.url, "PRODUCTION_JOBS_LEDGER": nil],
          directory: folder.path
        ).ending()
      }
      #expect(try await plan("recover").errors == "")
      #expect(try await plan("purge").errors == "")
      let later = Self.before.replacing("end_date=\"2025-01-01\"", with: "end_date=\"2024-12-01\"")
        .replacing("days: int = 30", with: "days: int = 31")
      try await server.define(later)
      let recover = try await plan("recover")
      #expect(recover.status == 0, "\(recover)")
      #expect(
        recover.errors
          == "note: dagster.lock is older: lab: asset orders: ends with 2024-11-30, not 2024-12-31\n"
      )
      #expect(
        try await plan("purge").errors
          == "note: dagster.lock is older: lab: job purge_job: configuration.ops.purge.config.days is 31 where it is "
          + "left out\n"
      )
      // The lock of another Dagster, as in an image that a company has from us, says nothing of this one.
      let lock = folder.text("dagster.lock/lab.json")
      try folder.write(
        lock.replacing("\"location\":\"lab\"", with: "\"location\":\"theirs\""),
        to: "dagster.lock/lab.json"
      )
      #expect(try await plan("recover").errors == "")
      try folder.write("[{\n]\n", to: "dagster.lock/lab.json")
      #expect(
        try await plan("recover").errors.hasPrefix(
          "note: what Dagster defines isn't compared with dagster.lock: dagster.lock/lab.json:1: expected an entry"
        )
      )
      #expect(try await plan("recover").status == 0)
    }
  }

  @Test func nothingIsWrittenOutsideAPackageOrWithoutDagster() async throws {
    let empty = try Folder()
    let outside = try await runner("pull", url: "http://127.0.0.1:1", in: empty.path)
    #expect(outside.status == 2)
    #expect(
      outside.errors.contains("expected a package with Sources/Jobs in the working folder, found none in ")
    )
    let folder = try package()
    let away = try await runner("pull", url: "http://127.0.0.1:1", in: folder.path)
    #expect(away.status == 69)
    #expect(try await runner("check", url: "http://127.0.0.1:1", in: folder.path).status == 2)
    try folder.write("[{\n]\n", to: "dagster.lock/lab.json")
    let damaged = try await runner("check", url: "http://127.0.0.1:1", in: folder.path)
    #expect(damaged.status == 2)
    #expect(damaged.errors.hasPrefix("error: dagster.lock/lab.json:1: expected an entry of a lock, found "))
  }
}
