import CodeLocations
import Dagster
import DagsterDefinitions
import ExactText
import Testing

/// Whatever code locations can define, read from a real Dagster: ci/dagster/catalog.
@Suite(.onDagster) struct CatalogDefinitionsTests {
  @Test func everythingIsToldAsItIsDefined() async throws {
    try await OwnServer.with("--catalog", "--no-daemon") { server in
      let witness = Witness(url: server.url)
      let definitions = try await witness.ask { try await $0.definitions() }
      try #require(definitions.map(\.location) == ["broken", "catalog", "twin (eu)/v2"])
      #expect(definitions[0].failure == "RuntimeError: no vendor key for the location `broken`")
      #expect(definitions[0].assets.isEmpty && definitions[0].jobs.isEmpty)
      expectPartitions(definitions[1])
      expectConfigs(definitions[1])
      expectNames(definitions[1])
      expectWhatBelongsToAssets(definitions[1])
      expectJobsAndInstigators(definitions[1])
      expectTwin(definitions[2])
      #expect(try await witness.ask { try await $0.definitions() } == definitions)
    }
  }

  private func expectPartitions(_ catalog: LocationDefinitions) {
    for (key, told) in ExpectedPartitions.assets {
      #expect(
        catalog.asset(key)?.partitions?.told.isExactly(told) == true,
        "\(key): \(catalog.asset(key) as Any)"
      )
    }
    for (name, told) in ExpectedPartitions.jobs {
      #expect(catalog.job(name)?.partitions?.told == told, "\(name)")
    }
    let ofKinds = catalog.assets.filter { ["windows", "others"].contains($0.group) }.map(\.key)
    #expect(ofKinds == ExpectedPartitions.assets.map(\.key).sorted(), "nothing is left out")
    guard case .static(let keys) = catalog.asset("letters")?.partitions else { return }
    // printf 'b\na\nc\n' | sha256sum
    #expect(keys.hash == "af8fcee01ae24dc6c3e667d5f3aaba900637223e1cf618b92c4c548cf97e81f5")
  }

  private func expectConfigs(_ catalog: LocationDefinitions) {
    for (key, told) in ExpectedConfigs.assets { #expect(catalog.asset(key)?.config?.told == told, "\(key)") }
    for (name, told) in ExpectedConfigs.jobs { #expect(catalog.job(name)?.config?.told == told, "\(name)") }
  }

  private func expectNames(_ catalog: LocationDefinitions) {
    let names = catalog.assets.filter { $0.group == "default" }.map { ExactString($0.key) }
    let expected: [ExactString] = [
      #"'quoted' "twice" `thrice` *\/ \\(x)"#, "2024/q1", "SALES", "Sales", "a-b", "a_b", "cafe\u{301}",
      "caf\u{e9}", "class", "data/orders", #"data\/orders"#, "my tables/orders 2024", "sales", "self",
      #"share/a\\b/c\/d"#, "\u{1f389} party",
    ]
    #expect(names == expected)
  }

  private func expectWhatBelongsToAssets(_ catalog: LocationDefinitions) {
    let raw = catalog.asset("raw")
    #expect(raw?.checks == ["Raw_is_complete", "raw_is_there"], "not those of the other location")
    #expect(raw?.downstream == ["report", "v1/clean"])
    #expect(raw?.description == "What comes in.\n\nIt takes \"care\" */.")
    #expect(raw?.group == "pipeline" && raw?.repository == nil)
    #expect(catalog.asset("v1/clean")?.description == String(repeating: "x", count: 500))
    #expect(catalog.asset("elsewhere") == nil, "nobody defines it")
    let made = ["vendor_feed", "watched", "delivered", "pair_a"].map { catalog.asset($0)?.isMaterializable }
    #expect(made == [false, false, false, true])
    let policies = ["in_one_run", "in_fives", "one_by_one", "unsaid"].map { catalog.asset($0)?.policy }
    #expect(
      policies == [
        DefinedPolicy(type: "SINGLE_RUN", maxPartitionsPerRun: nil),
        DefinedPolicy(type: "MULTI_RUN", maxPartitionsPerRun: 5),
        DefinedPolicy(type: "MULTI_RUN", maxPartitionsPerRun: 1), nil,
      ]
    )
  }

  private func expectJobsAndInstigators(_ catalog: LocationDefinitions) {
    let names = ExpectedPartitions.jobs.map(\.key) + ExpectedConfigs.jobs.map(\.key) + ["extension"]
    #expect(catalog.jobs.map(\.name) == names.sorted())
    let ofAssets = catalog.jobs.filter(\.isAssetJob).map(\.name)
    #expect(ofAssets == ["alike_assets", "day_assets", "refresh"])
    #expect(catalog.job("idle_job")?.description == "Does nothing at all.")
    #expect(catalog.job("refresh")?.description == "Refreshes both.")
    #expect(catalog.job("refresh")?.partitions == nil)
    #expect(
      catalog.schedules == [
        DefinedInstigator(name: "nightly", cron: "0 3 * * *", timezone: "Europe/Berlin", jobs: ["idle_job"]),
        DefinedInstigator(name: "of_assets", cron: "@weekly", timezone: "UTC"),
        DefinedInstigator(
          name: "twice",
          cron: "['0 3 * * *', '0 15 * * *']",
          timezone: "UTC",
          jobs: ["refresh"]
        ),
      ]
    )
    #expect(catalog.sensors == [DefinedInstigator(name: "watch_files", jobs: ["idle_job", "refresh"])])
  }

  /// What has names that the other location has too, for other things.
  private func expectTwin(_ twin: LocationDefinitions) {
    #expect(twin.failure == nil)
    let found = twin.assets.map { "\($0.repository ?? "-") \($0.key) \($0.partitions?.told ?? "-")" }
    let raw = "hourly %Y-%m-%d-%H:%M UTC 2024-01-01-00:00...2024-01-01-23:00"
    #expect(
      found == [
        "first daily -", "second only_second -", "first raw \(raw)", "first reader -", "second reader -",
      ]
    )
    #expect(twin.asset("raw")?.checks == ["raw_of_twin"])
    #expect(twin.asset("raw")?.description == "Another one.")
    #expect(twin.asset("only_second")?.downstream == ["reader"])
    #expect(twin.jobs.map { $0.repository ?? "-" } == ["first", "second"])
    #expect(twin.jobs.allSatisfy { $0.config?.told == "{ops: {nothing: {config: {count: integer}}}}" })
  }
}
