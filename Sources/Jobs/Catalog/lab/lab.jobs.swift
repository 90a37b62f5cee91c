// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension DagsterJob<ExportConfig, Daily> {
  /// `export_job`: daily from 2024-01-01 through 2024-02-29.
  public static var export: Self { DagsterJob("export_job", location: "lab") }
}

extension DagsterJob<NoConfig, Daily> {
  /// `flaky_job`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var flaky: Self { DagsterJob("flaky_job", location: "lab") }
  /// `orders_job`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var orders: Self { DagsterJob("orders_job", location: "lab") }
  /// `plan_job`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var plan: Self { DagsterJob("plan_job", location: "lab") }
}

extension DagsterJob<NoConfig, Unpartitioned> {
  /// `failing_job`: not partitioned.
  public static var failing: Self { DagsterJob("failing_job", location: "lab") }
  /// `noop_job`: not partitioned.
  public static var noop: Self { DagsterJob("noop_job", location: "lab") }
  /// `retried_job`: not partitioned.
  public static var retried: Self { DagsterJob("retried_job", location: "lab") }
  /// `stubborn_job`: not partitioned.
  ///
  /// Goes on for a minute, whoever tells it to stop
  public static var stubborn: Self { DagsterJob("stubborn_job", location: "lab") }
}

extension DagsterJob<NotifyConfig, Unpartitioned> {
  /// `notify_job`: not partitioned.
  public static var notify: Self { DagsterJob("notify_job", location: "lab") }
}

extension DagsterJob<PublishConfig, Unpartitioned> {
  /// `publish_job`: not partitioned.
  ///
  /// Its second op fails at first
  public static var publish: Self { DagsterJob("publish_job", location: "lab") }
}

extension DagsterJob<PurgeConfig, Unpartitioned> {
  /// `purge_job`: not partitioned.
  ///
  /// One-off purge with typed config
  public static var purge: Self { DagsterJob("purge_job", location: "lab") }
}

extension DagsterJob<SleepConfig, Unpartitioned> {
  /// `sleep_job`: not partitioned.
  public static var sleep: Self { DagsterJob("sleep_job", location: "lab") }
}

extension DagsterJob<SweepConfig, Unpartitioned> {
  /// `sweep_job`: not partitioned.
  ///
  /// Deletes rows by SQL, or says how many it would
  public static var sweep: Self { DagsterJob("sweep_job", location: "lab") }
}

extension DagsterJob<UnquotedConfig, Dynamic> {
  /// `unquoted_job`: dynamic.
  public static var unquoted: Self { DagsterJob("unquoted_job", location: "lab") }
}
