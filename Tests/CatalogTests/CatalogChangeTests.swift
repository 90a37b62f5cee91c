import CodeLocations
import ExactText
import Testing

@testable import Catalog

@Suite struct CatalogChangeTests {
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let make: @Sendable (inout LocationDefinitions) -> Void
    let isBreaking: Bool

    init(_ words: String, _ isBreaking: Bool, _ make: @escaping @Sendable (inout LocationDefinitions) -> Void)
    {
      (testDescription, self.make, self.isBreaking) = (words, make, isBreaking)
    }
  }

  private static func asset(_ key: String, _ change: @escaping @Sendable (inout DefinedAsset) -> Void)
    -> @Sendable (inout LocationDefinitions) -> Void
  {
    { lab in
      lab.assets = lab.assets.map {
        var asset = $0; if asset.key == key { change(&asset) }; return asset
      }
    }
  }

  private static func windows(_ change: @escaping @Sendable (inout DefinedWindows) -> Void)
    -> @Sendable (inout LocationDefinitions) -> Void
  {
    asset("orders") { asset in
      guard case .timeWindows(var windows) = asset.partitions else { return }
      change(&windows)
      asset.partitions = .timeWindows(windows)
    }
  }

  private static func config(_ change: @escaping @Sendable (inout ConfigFields) -> Void)
    -> @Sendable (inout LocationDefinitions) -> Void
  {
    { lab in
      lab.jobs = lab.jobs.map { job in
        guard job.name == "purge_job", case .fields(var fields) = Sample.purgeFields else { return job }
        change(&fields)
        var job = job
        job.config = .op("purge", .fields(fields))
        return job
      }
    }
  }

  @Test(arguments: [
    Change("lab: asset orders: is gone", true) { $0.assets.removeAll { $0.key == "orders" } },
    Change("lab: asset fresh: is new", false) { $0.assets.append(DefinedAsset(key: "fresh")) },
    Change("lab: job purge: is gone", true) { $0.jobs.removeAll { $0.name == "purge" } },
    Change("lab: job fresh: is new", false) { $0.jobs.append(DefinedJob(name: "fresh")) },
    Change(
      "lab: asset orders: is not partitioned any more; it was daily from 2024-01-01 through 2024-12-31 (UTC)",
      true,
      asset("orders") { $0.partitions = nil }
    ),
    Change(
      "lab: asset dim: is partitioned now: dynamic, \"customers\"",
      true,
      asset("dim") { $0.partitions = Sample.customers }
    ),
    Change(
      "lab: asset orders: has other partitions: weekly from 2024-01-07 through 2024-12-22 (UTC); it had daily from 2024-01-01 through 2024-12-31 (UTC)",
      true,
      asset("orders") { $0.partitions = Sample.weekly }
    ),
    Change(
      "lab: asset orders: has other partitions: static, eu, us, apac; it had daily from 2024-01-01 through 2024-12-31 (UTC)",
      true,
      asset("orders") { $0.partitions = Sample.regions }
    ),
    Change(
      "lab: asset orders: has windows of the zone Europe/Berlin, not of UTC",
      true,
      windows { $0.timezone = "Europe/Berlin" }
    ),
    Change(
      "lab: asset orders: begins with 2024-02-01, not 2024-01-01",
      true,
      windows { $0.first = "2024-02-01" }
    ),
    Change("lab: asset orders: begins with 2023-01-01", false, windows { $0.first = "2023-01-01" }),
    Change(
      "lab: asset orders: ends with 2024-06-30, not 2024-12-31",
      true,
      windows { $0.last = "2024-06-30" }
    ),
    Change("lab: asset orders: ends with 2025-06-30", false, windows { $0.last = "2025-06-30" }),
    Change("lab: asset orders: goes on with time", false, windows { $0.last = nil }),
    Change("lab: asset orders: ends 1 window earlier", true, windows { $0.endOffset = -1 }),
    Change("lab: asset orders: leaves out 2024-05-01", true, windows { $0.holes = ["2024-05-01"] }),
    Change(
      "lab: asset region_stats: has the key \"us\" no longer",
      true,
      asset("region_stats") {
        $0.partitions = .static(DefinedKeys(count: 2, hash: "x", keys: ["eu", "apac"]))
      }
    ),
    Change(
      "lab: asset region_stats: has the new key \"mars\"",
      false,
      asset("region_stats") {
        $0.partitions = .static(DefinedKeys(count: 4, hash: "x", keys: ["eu", "us", "apac", "mars"]))
      }
    ),
    Change(
      "lab: asset orders_by_region: has the dimensions date, zone",
      true,
      asset("orders_by_region") {
        $0.partitions = .multi([
          DefinedDimension(name: "date", partitions: Sample.daily),
          DefinedDimension(name: "zone", partitions: Sample.regions),
        ])
      }
    ),
    Change(
      "lab: asset customer: has the dynamic partitions \"clients\"",
      true,
      asset("customer") { $0.partitions = .dynamic(name: "clients") }
    ),
    Change("lab: asset orders: is a source now", true, asset("orders") { $0.isMaterializable = false }),
    Change(
      "lab: asset orders: has another backfill policy: one run for all partitions",
      false,
      asset("orders") { $0.policy = DefinedPolicy(type: "SINGLE_RUN", maxPartitionsPerRun: nil) }
    ),
    Change("lab: asset orders: is in the group other", false, asset("orders") { $0.group = "other" }),
    Change("lab: asset orders: has other checks", false, asset("orders") { $0.checks = [] }),
    Change(
      "lab: asset orders: has other assets downstream",
      false,
      asset("orders") { $0.downstream = ["dim"] }
    ),
    Change("lab: asset orders: has another description", false, asset("orders") { $0.description = nil }),
    Change("lab: asset dim: takes no configuration any more", true, asset("dim") { $0.config = nil }),
    Change("lab: job purge: needs a configuration with ops.purge.config.older_than_days", true) { lab in
      lab.jobs = lab.jobs.map {
        var job = $0; if job.name == "purge" { job.config = Sample.purge }; return job
      }
    },
    Change(
      "lab: job purge_job: configuration.ops.purge.config.force is new and required",
      true,
      config { $0.fields.append(ConfigField(name: "force", shape: .boolean, isRequired: true)) }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.force is new",
      false,
      config { $0.fields.append(ConfigField(name: "force", shape: .boolean, isRequired: false)) }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.ratio is gone",
      true,
      config { $0.fields.removeAll { $0.name == "ratio" } }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.ratio has another type",
      true,
      config { fields in
        fields.fields = fields.fields.map {
          var field = $0; if field.name == "ratio" { field.shape = .integer }; return field
        }
      }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.note is required now",
      true,
      config { fields in
        fields.fields = fields.fields.map {
          var field = $0; if field.name == "note" { field.isRequired = true }; return field
        }
      }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.dry_run is false where it is left out",
      false,
      config { fields in
        fields.fields = fields.fields.map {
          var field = $0; if field.name == "dry_run" { field.defaultValue = "false" }; return field
        }
      }
    ),
    Change(
      "lab: job purge_job: configuration.ops.purge.config.mode has the choice DELTA no longer",
      true,
      config { fields in
        fields.fields = fields.fields.map { field in
          var field = field
          if field.name == "mode" { field.shape = .choice(name: "Mode", members: ["FULL_REFRESH"]) }
          return field
        }
      }
    ),
    Change("lab: schedule nightly: is gone", true) { $0.schedules = [] },
    Change("lab: schedule nightly: launches at other times or other jobs", false) {
      $0.schedules[0].cron = "0 4 * * *"
    },
    Change("lab: sensor more: is new", false) { $0.sensors.append(DefinedInstigator(name: "more")) },
  ])
  func eachChangeIsNamedWithItsClass(change: Change) {
    let locks = [LocationLock]().renewed(by: [Sample.lab], inUse: NamesInUse())
    var now = Sample.lab
    change.make(&now)
    let changes = locks.changes(to: [now])
    #expect(changes.map(\.description) == [change.testDescription])
    #expect(changes.map(\.isBreaking) == [change.isBreaking])
    // A pull takes it over.
    #expect(locks.renewed(by: [now], inUse: NamesInUse()).changes(to: [now]).isEmpty)
  }

  @Test func locationsComeAndGo() {
    let locks = [LocationLock]().renewed(by: [Sample.lab], inUse: NamesInUse())
    #expect(locks.changes(to: [Sample.other]).map(\.description) == ["lab: is gone", "other.place: is new"])
    #expect(locks.changes(to: [LocationDefinitions(location: "lab", failure: "no module")]).isEmpty)
  }

  /// Windows that go on leave out more with time: that is no change of the definition.
  @Test func laterHolesOfOpenWindowsAreNoChange() {
    func lab(_ holes: [String]) -> LocationDefinitions {
      var lab = LocationDefinitions(location: "lab")
      let windows = DefinedWindows(format: "%Y-%m-%d", cadence: "daily", first: "2024-01-01", holes: holes)
      lab.assets = [DefinedAsset(key: "a", partitions: .timeWindows(windows))]
      return lab
    }
    let locks = [LocationLock]().renewed(by: [lab(["2024-12-25"])], inUse: NamesInUse())
    #expect(locks.changes(to: [lab(["2024-12-25", "2025-12-25"])]).isEmpty)
    #expect(locks.changes(to: [lab(["2024-05-01", "2024-12-25"])]).count == 1)
  }
}

extension Sample {
  /// What the op of `purge_job` takes.
  static var purgeFields: ConfigShape? {
    guard case .fields(let root) = purge, case .fields(let ops)? = root.fields.first?.shape,
      case .fields(let op)? = ops.fields.first?.shape
    else { return nil }
    return op.fields.first?.shape
  }
}
