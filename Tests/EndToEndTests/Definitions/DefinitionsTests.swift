import CodeLocations
import Dagster
import DagsterDefinitions
import ExactText
import Testing

/// What the sandbox defines, ci/dagster/defs.py.
@Suite(.onDagster) struct SandboxDefinitionsTests {
  @Test func itIsTold() async throws {
    let definitions = try await Witness().ask { try await $0.definitions() }
    try #require(definitions.map(\.location) == ["lab"])
    let lab = definitions[0]
    let partitions = [
      "orders": "daily %Y-%m-%d UTC 2024-01-01...2024-12-31",
      "weekly_report": "weekly %Y-%m-%d UTC 2024-01-07...2024-12-22",
      "monthly_invoice": "monthly %Y-%m-%d UTC 2024-01-01...2024-12-01",
      "clicks": "hourly %Y-%m-%d-%H:%M UTC 2024-01-01-00:00...2024-01-31-23:00",
      "meter_readings": "hourly %Y-%m-%d-%H:%M UTC 2020-01-01-00:00...2022-05-31-23:00",
      "region_stats": "3 keys: eu,us,apac",
      "big_static": "100000 keys",
      "customer_profile": "dynamic customers",
      "orders_by_region": "date: daily %Y-%m-%d UTC 2024-01-01...2024-12-31 | region: 3 keys: eu,us,apac",
      "store_stock": "channel: 2 keys: shop,web | region: 3 keys: eu,us,apac",
    ]
    for (key, told) in partitions { #expect(lab.asset(key)?.partitions?.told == told, "\(key)") }
    #expect(lab.asset("dim_products")?.partitions == nil)
    #expect(lab.asset("orders")?.downstream == ["orders_clean", "orders_summary", "orders_total"])
    #expect(lab.asset("vendor_feed")?.isMaterializable == false)
    #expect(
      lab.job("purge_job")?.config?.told == """
        {ops: {purge: {config: {dry_run?: boolean = true, limits?: map(integer) = {}, \
        mode?: Mode(FULL|DELTA) = "DELTA", note?: string or null = null, older_than_days: integer, \
        ratio?: float = 0.5, tables?: [string] = [], target: {schema_name?: string = "public", table: string}}}}}
        """
    )
    let jobs = ["orders_job": "daily %Y-%m-%d UTC 2024-01-01...2024-12-31", "unquoted_job": "dynamic ?"]
    for (name, told) in jobs { #expect(lab.job(name)?.partitions?.told == told, "\(name)") }
    #expect(lab.job("export_job")?.partitions?.told == "daily %Y-%m-%d ? 2024-01-01...2024-02-29")
    #expect(
      lab.schedules.filter { $0.name == "nightly" } == [
        DefinedInstigator(name: "nightly", cron: "0 3 * * *", timezone: "UTC", jobs: ["noop_job"])
      ]
    )
  }
}

/// What users' Dagsters have, ci/dagster/field: two locations that name the same, two that are broken.
@Suite(.inTheField) struct FieldDefinitionsTests {
  @Test func eachLocationIsToldByItself() async throws {
    let definitions = try await Field.witness.ask { try await $0.definitions() }
    try #require(definitions.map(\.location) == ["also-broken", "broken", Field.location, "other"])
    #expect(
      definitions.map(\.failure) == [
        "RuntimeError: no vendor key for the location `also-broken`",
        "RuntimeError: no vendor key for the location `broken`", nil, nil,
      ]
    )
    let (near, far) = (definitions[2], definitions[3])
    #expect(near.asset("orders")?.description == "The same key is in the other location too.")
    #expect(far.asset("orders")?.description == nil)
    #expect(
      far.assets.map(\.key) == [
        "far_closed", "far_daily", "far_export", "far_total", "orders", "twice_daily",
      ]
    )
    #expect(near.asset("near_daily") != nil, "which the other one reads, and doesn't define")
    #expect(
      near.asset("bank_days")?.partitions?.told == "daily %Y-%m-%d UTC 2024-01-01...2024-02-29 skips 6,7"
    )
    let clicks = "hourly %Y-%m-%d-%H:%M America/New_York 2024-11-02-00:00...2024-11-04-23:00"
    #expect(near.asset("clicks_ny")?.partitions?.told == clicks, "an hour that comes twice is no hole")
    let cities = "5 keys: Orl\u{e9}ans,Orle\u{301}ans,\u{212b}ngelholm,\u{c5}ngelholm,Bonn"
    #expect(near.asset("city_pages")?.partitions?.told.isExactly(cities) == true)
    #expect(near.asset("file_pages")?.partitions?.told == "dynamic files")
    #expect(
      near.asset("nested_pages")?.config?.told
        == "{ops: {nested_pages: {ops: {counted: {ops: {fetch_pages: {config: {table: string}}}}}}}}"
    )
    let jobs = [
      "export_days_job": "daily %Y-%m-%d ? 2024-01-01...2024-12-31", "export_regions_job": "dynamic ?",
      "crossed_job": "unknown MULTIPARTITIONED", "greet_job": "dynamic ?", "city_job": "dynamic ?",
    ]
    for (name, told) in jobs { #expect(near.job(name)?.partitions?.told == told, "\(name)") }
    #expect(near.asset("blocked")?.checks == ["blocked_ok"])
  }
}
