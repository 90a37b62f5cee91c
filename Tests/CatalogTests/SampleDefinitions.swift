import CodeLocations
import ExactText

/// What a Dagster might define that has some of everything, and names that nobody would wish for.
enum Sample {
  static let daily = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d",
      cadence: "daily",
      timezone: "UTC",
      first: "2024-01-01",
      last: "2024-12-31"
    )
  )
  static let openDaily = DefinedPartitions.timeWindows(
    DefinedWindows(format: "%Y-%m-%d", cadence: "daily", timezone: "Europe/Berlin", first: "2024-01-01")
  )
  static let hourly = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d-%H:%M",
      cadence: "hourly",
      timezone: "UTC",
      first: "2024-01-01-00:00",
      last: "2024-01-31-23:00"
    )
  )
  static let weekly = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d",
      cadence: "weekly",
      timezone: "UTC",
      first: "2024-01-07",
      last: "2024-12-22"
    )
  )
  static let monthly = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d",
      cadence: "monthly",
      timezone: "UTC",
      first: "2024-01-01",
      last: "2024-12-01"
    )
  )
  static let shortMonths = DefinedPartitions.timeWindows(
    DefinedWindows(format: "%Y-%m", cadence: "monthly", timezone: "UTC", first: "2024-01", last: "2024-12")
  )
  static let weekdays = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d",
      cadence: "0 0 * * 1-5",
      timezone: "UTC",
      first: "2024-01-01",
      last: "2024-12-31"
    )
  )
  static let holidays = DefinedPartitions.timeWindows(
    DefinedWindows(
      format: "%Y-%m-%d",
      cadence: "daily",
      timezone: "UTC",
      first: "2024-01-01",
      last: "2024-12-31",
      holes: ["2024-12-25"]
    )
  )
  static let regions = DefinedPartitions.static(DefinedKeys(count: 3, hash: "r", keys: ["eu", "us", "apac"]))
  static let odd = DefinedPartitions.static(
    DefinedKeys(
      count: 10,
      hash: "o",
      keys: ["DE", "2024", "uk-north", "uk north", "default", "self", "🙂", "a\"b\\c", "e\u{301}", "é"]
    )
  )
  static let many = DefinedPartitions.static(DefinedKeys(count: 100_000, hash: "m", keys: nil))
  static let customers = DefinedPartitions.dynamic(name: "customers")
  static let byRegion = DefinedPartitions.multi([
    DefinedDimension(name: "date", partitions: daily), DefinedDimension(name: "region", partitions: regions),
  ])

  static let purge = ConfigShape.op(
    "purge",
    .fields(
      ConfigFields(
        [
          ConfigField(name: "dry_run", shape: .boolean, isRequired: false, defaultValue: "true"),
          ConfigField(name: "extra", shape: .any, isRequired: false),
          ConfigField(name: "limits", shape: .map(.integer), isRequired: false, defaultValue: "{}"),
          ConfigField(
            name: "mode",
            shape: .choice(name: "Mode", members: ["FULL_REFRESH", "DELTA"]),
            isRequired: false,
            defaultValue: "\"DELTA\""
          ),
          ConfigField(name: "note", shape: .nullable(.string), isRequired: false, defaultValue: "null"),
          ConfigField(name: "older_than_days", shape: .integer, isRequired: true, description: "In days."),
          ConfigField(name: "ratio", shape: .float, isRequired: false, defaultValue: "0.5"),
          ConfigField(
            name: "storage",
            shape: .selector(
              ConfigFields([
                ConfigField(name: "local", shape: .string, isRequired: false),
                ConfigField(
                  name: "s3",
                  shape: .fields(
                    ConfigFields([ConfigField(name: "bucket", shape: .string, isRequired: true)])
                  ),
                  isRequired: false
                ),
              ])
            ),
            isRequired: false
          ),
          ConfigField(name: "tables", shape: .list(.string), isRequired: false, defaultValue: "[]"),
          ConfigField(
            name: "target",
            shape: .fields(
              ConfigFields(
                [
                  ConfigField(name: "class", shape: .string, isRequired: false),
                  ConfigField(name: "table", shape: .string, isRequired: true),
                ],
                isPermissive: true
              )
            ),
            isRequired: true
          ),
          ConfigField(name: "token", shape: .string, isRequired: false),
          ConfigField(
            name: "windows",
            shape: .list(
              .fields(
                ConfigFields([ConfigField(name: "String", shape: .nullable(.integer), isRequired: true)])
              )
            ),
            isRequired: false
          ),
        ]
      )
    )
  )

  /// Two ops, of which one has another beneath it.
  static let pipeline = ConfigShape.fields(
    ConfigFields([
      ConfigField(
        name: "ops",
        shape: .fields(
          ConfigFields([
            ConfigField(
              name: "extract",
              shape: .fields(
                ConfigFields([
                  ConfigField(
                    name: "config",
                    shape: .fields(
                      ConfigFields([ConfigField(name: "url", shape: .string, isRequired: true)])
                    ),
                    isRequired: true
                  )
                ])
              ),
              isRequired: true
            ),
            ConfigField(
              name: "load",
              shape: .fields(
                ConfigFields([ConfigField(name: "config", shape: .string, isRequired: false)])
              ),
              isRequired: false
            ),
          ])
        ),
        isRequired: true
      )
    ])
  )

  static var lab: LocationDefinitions {
    var lab = LocationDefinitions(location: "lab")
    lab.assets = [
      DefinedAsset(
        key: "orders",
        partitions: daily,
        group: "sales",
        description: "All orders.\n\nMore.",
        checks: ["c"]
      ),
      DefinedAsset(key: "orders_open", partitions: openDaily, group: "sales"),
      DefinedAsset(
        key: "clicks",
        partitions: hourly,
        policy: DefinedPolicy(type: "SINGLE_RUN", maxPartitionsPerRun: nil)
      ),
      DefinedAsset(key: "weekly_report", partitions: weekly),
      DefinedAsset(key: "invoice", partitions: monthly),
      DefinedAsset(key: "month_short", partitions: shortMonths),
      DefinedAsset(key: "weekdays", partitions: weekdays),
      DefinedAsset(key: "holidays", partitions: holidays),
      DefinedAsset(key: "region_stats", partitions: regions),
      DefinedAsset(key: "odd", partitions: odd),
      DefinedAsset(key: "big", partitions: many),
      DefinedAsset(key: "customer", partitions: customers),
      DefinedAsset(key: "orders_by_region", partitions: byRegion),
      DefinedAsset(
        key: "dim",
        partitions: nil,
        config: .op(
          "dim",
          .fields(ConfigFields([ConfigField(name: "full", shape: .boolean, isRequired: false)])),
          isRequired: false
        )
      ),
      DefinedAsset(key: "raw/payments", partitions: daily, group: "Raw"),
      DefinedAsset(key: "raw_payments", partitions: daily, group: "raw"),
      DefinedAsset(key: "Raw Payments", partitions: daily, group: "raw"),
      DefinedAsset(key: "raw\\/payments", partitions: nil),
      DefinedAsset(key: "default", partitions: nil),
      DefinedAsset(key: "self", partitions: nil),
      DefinedAsset(key: "init", partitions: nil),
      DefinedAsset(key: "2024", partitions: nil),
      DefinedAsset(key: "🙂", partitions: nil),
      DefinedAsset(key: "größe", partitions: nil),
      DefinedAsset(key: "gro\u{308}ße", partitions: nil),
      DefinedAsset(key: "quote\"and\\back", partitions: nil),
      DefinedAsset(key: "feed", isMaterializable: false),
      DefinedAsset(key: "source", isMaterializable: false),
      DefinedAsset(key: "three", partitions: .unknown(type: "CUBE")),
    ].sorted { $0.id < $1.id }
    lab.jobs = [
      DefinedJob(name: "purge_job", config: purge), DefinedJob(name: "purge"),
      DefinedJob(name: "pipeline", config: pipeline),
      DefinedJob(name: "export_job", partitions: daily, config: purge),
    ].sorted { $0.id < $1.id }
    lab.schedules = [DefinedInstigator(name: "nightly", cron: "0 3 * * *", jobs: ["purge_job"])]
    lab.sensors = [DefinedInstigator(name: "on_files")]
    return lab
  }

  static var other: LocationDefinitions {
    var other = LocationDefinitions(location: "other.place")
    other.assets = [
      DefinedAsset(key: "orders", partitions: nil), DefinedAsset(key: "source", partitions: nil),
    ]
    other.jobs = [DefinedJob(name: "purge_job", config: purge)]
    return other
  }
}

extension ConfigShape {
  /// The shape of a run configuration with one op.
  static func op(_ name: String, _ config: ConfigShape, isRequired: Bool = true) -> ConfigShape {
    let wrap = { (name: String, shape: ConfigShape) in
      ConfigShape.fields(ConfigFields([ConfigField(name: name, shape: shape, isRequired: isRequired)]))
    }
    return wrap("ops", wrap(name, wrap("config", config)))
  }
}
