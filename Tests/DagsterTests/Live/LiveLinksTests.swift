import Dagster
import DagsterModel
import ExactText
import JSONTree
import Testing

private let missing: Comment = "NOT RUN: set DAGSTER_URL to a Dagster that serves ci/dagster/defs.py"

@Suite("What assets read and what reacts, on a real Dagster", .enabled(if: LiveServer.url != nil, missing))
struct LiveLinksTests {
  private static func key(_ name: String) -> AssetKey { AssetKey(path: [name]) }

  @Test func linksGoBothWays() async throws {
    try await LiveServer.withClient { client async throws in
      let names = ["plan_parent", "plan_offset", "plan_daily_summary", "nope"]
      let links = try await client.links(of: names.map(Self.key))
      #expect(links.count == 3)
      let parent = try #require(links[Self.key("plan_parent")])
      #expect(Set(parent.dependents) == Set(["plan_child", "plan_offset", "plan_weekly"].map(Self.key)))
      #expect(parent.dependencies == [])
      #expect(parent.automation == nil)
      let offset = try #require(links[Self.key("plan_offset")]?.dependencies.first)
      #expect(offset.asset == Self.key("plan_parent"))
      #expect(offset.mapping?.className == "TimeWindowPartitionMapping")
      #expect(offset.mapping?.description.contains("offset") == true)
      let summary = try #require(links[Self.key("plan_daily_summary")])
      #expect(summary.automation == "eager")
      #expect(summary.instigators.map(\.name) == ["default_automation_condition_sensor"])
      #expect(summary.instigators.map(\.isRunning) == [false])
    }
  }

  @Test func aJobHasItsAssets() async throws {
    try await LiveServer.withClient { client async throws in
      let assets = try await client.assets(ofJob: LiveServer.job("plan_job"))
      #expect(assets == ["plan_daily", "plan_daily_child"].map(Self.key))
    }
  }

  @Test func anUnfinishedBackfillIsListed() async throws {
    try await LiveServer.withClient { client async throws in
      let tag = LiveServer.uniqueTag()
      let id = try await client.launchBackfill(
        BackfillRequest(
          assets: [Self.key("slow")],
          partitions: .keys(["2024-12-30"]),
          tags: [tag],
          runConfig: ["ops": ["slow": ["config": ["seconds": 600]]]]
        )
      )
      let found = try await client.unfinishedBackfills().first { $0.id == id }
      try await client.cancelBackfill(id)
      #expect(found?.assets == [Self.key("slow")])
      #expect(found?.tags.contains(tag) == true)
    }
  }

  @Test func whatARunHasMadeIsThere() async throws {
    try await LiveServer.withClient { client async throws in
      let run = try await client.launchRun(
        RunRequest(job: .assetJob(in: LiveServer.lab), assetSelection: [Self.key("plan_whole_child")])
      )
      #expect(try await LiveServer.end(of: run, client)?.status == .success)
      let activity = try await client.activity(of: [Self.key("plan_whole_child")])[
        Self.key("plan_whole_child")
      ]
      #expect(activity?.isMaterialized == true)
      #expect(activity?.runs == [])
    }
  }

  /// A partition that failed since is among them, one that was never made isn't.
  @Test func everMaterializedAsksForSingleOnes() async throws {
    try await LiveServer.withClient { client async throws in
      let asset = Self.key("plan_flaky")
      let run = try await client.launchRun(
        RunRequest(
          job: .assetJob(in: LiveServer.lab),
          assetSelection: [asset],
          tags: [Tag(Tag.partitionKey, "2024-11-11")]
        )
      )
      #expect(try await LiveServer.end(of: run, client)?.status == .success)
      let other = Self.key("plan_met_child")
      let ever = try await client.everMaterialized([
        asset: ["2024-11-11", "2024-11-12"], other: ["2024-11-11"],
      ])
      #expect(ever == [asset: ["2024-11-11"], other: []])
    }
  }
}
