import Testing

@testable import Effects
@testable import Planning

/// Which effects are one and the same, and what is different between two.
@Suite struct JobEffectTests {
  static func step(_ index: Int = 0, new: [String] = ["b", "a"], overwritten: [String] = ["c"]) -> StepEffect
  {
    StepEffect(
      index: index,
      command: "backfill",
      job: nil,
      configuration: nil,
      onlyMissing: false,
      assets: [
        AssetEffect(asset: "orders", policy: "one run a partition", new: new, overwritten: overwritten),
        AssetEffect(asset: "clean", policy: "one run a partition", new: ["a"], overwritten: []),
      ],
      reactions: ["summary by eager"]
    )
  }

  static func effect(_ steps: [StepEffect] = [step()], document: String = "sha256:1") -> JobEffect {
    JobEffect(job: "reload", document: document, steps: steps)
  }

  @Test func aWholeAssetIsThereOrNot() {
    func effect(isMaterialized: Bool) -> JobEffect {
      var step = Self.step()
      step.assets = [AssetEffect(asset: "total", policy: "one run", isMaterialized: isMaterialized)]
      return Self.effect([step])
    }
    let (before, after) = (effect(isMaterialized: false), effect(isMaterialized: true))
    #expect(
      PlanDifference(from: before, to: after).lines
        == ["step 1, total: materialized meanwhile, so that it would be overwritten"]
    )
    #expect(
      PlanDifference(from: after, to: before).lines == ["step 1, total: not materialized any more"]
    )
  }

  @Test func digestIsOfNoOrder() {
    var turned = Self.step(new: ["a", "b"])
    turned.assets.reverse()
    let both = [Self.step(), Self.step(1)]
    #expect(Self.effect([turned]).digest == Self.effect().digest)
    #expect(Self.effect(both).digest == Self.effect(both.reversed()).digest)
  }

  /// The encoding is part of the command line: a digest that was approved has to stay true.
  @Test func digestStaysWhatItIs() {
    #expect(Self.effect().digest == "sha256:d4c7ef695fcca181024e77f8691b9a8e9eee07b850a9f52bece40fa1aac90e4b")
  }

  struct Change: Sendable {
    var line: String
    var change: @Sendable (inout JobEffect) -> Void
  }

  static let changes: [Change] = [
    Change(line: "step 1, orders: materialized meanwhile, so that they would be overwritten: b") {
      $0.steps[0].assets[0].new = ["a"]
      $0.steps[0].assets[0].overwritten = ["c", "b"]
    },
    Change(line: "step 1, orders: not materialized any more: c") {
      $0.steps[0].assets[0].new = ["a", "b", "c"]
      $0.steps[0].assets[0].overwritten = []
    },
    Change(line: "step 1, orders: not targeted any more: a") { $0.steps[0].assets[0].new = ["b"] },
    Change(line: "step 1, orders: targeted now: d") { $0.steps[0].assets[0].new = ["a", "b", "d"] },
    Change(
      line: "step 1, clean: its runs are split differently: one run a partition was approved, now one run"
    ) {
      $0.steps[0].assets[1].policy = "one run"
    },
    Change(line: "step 1, clean: it is not materialized any more") { $0.steps[0].assets.removeLast() },
    Change(line: "step 1: doesn't react any more: summary by eager") { $0.steps[0].reactions = [] },
    Change(line: "step 1: reacts now: z by cron") { $0.steps[0].reactions.append("z by cron") },
    Change(line: "step 1: its run configuration has changed") { $0.steps[0].configuration = "sha256:2" },
    Change(line: "step 1: it is done or under way by now") { $0.steps = [] },
    Change(line: "step 2: it would be launched, which was not in the plan") { $0.steps.append(step(1)) },
    Change(line: "step 1: it is another command: backfill was approved, this is launch") {
      $0.steps[0].command = "launch"
    },
    Change(line: "step 1, fresh: it is materialized, which was not in the plan") {
      $0.steps[0].assets.append(AssetEffect(asset: "fresh", policy: "one run", new: ["a"], overwritten: []))
    },
    Change(line: "step 1, orders: its partitioning has changed") {
      $0.steps[0].assets[0].isMaterialized = true
    },
    Change(line: "it was approved for the job reload, and this is other") { $0.job = "other" },
    Change(line: "its format is 1, and this runner's is 2: plan again") { $0.version = 2 },
    Change(line: "the document is another one: sha256:1 was approved, this is sha256:3") {
      $0.document = "sha256:3"
    },
  ]

  @Test(arguments: changes.indices) func whatMattersCounts(_ index: Int) {
    var changed = Self.effect()
    Self.changes[index].change(&changed)
    #expect(changed.digest != Self.effect().digest)
    #expect(PlanDifference(from: Self.effect(), to: changed).lines == [Self.changes[index].line])
  }

  @Test(arguments: [
    (
      ["rehearsed rows deleted 1204"], ["rehearsed rows deleted 1210"],
      ", its rehearsal: rows deleted: 1210 now, 6 more than the 1204 that were approved"
    ),
    (
      ["rehearsed n 3"], ["rehearsed n 2"], ", its rehearsal: n: 2 now, 1 fewer than the 3 that were approved"
    ),
    (
      ["rehearsed n 0.5"], ["rehearsed n 1"],
      ", its rehearsal: n: 1 now, rather than the 0.5 that were approved"
    ),
    (["rehearsed n 3"], ["rehearsed m 3"], ": now: rehearsed m 3|: no more: rehearsed n 3"),
    (["rehearses "], ["rehearsed n 3"], ": now: rehearsed n 3|: no more: rehearses "),
  ])
  func tellsByHowMuchARehearsalDiffers(before: [String], after: [String], wanted: String) {
    func effect(_ changes: [String]) -> JobEffect {
      var step = Self.step()
      step.changes = changes
      return Self.effect([step])
    }
    let lines = PlanDifference(from: effect(before), to: effect(after)).lines
    #expect(lines == wanted.split(separator: "|").map { "step 1\($0)" })
  }

  @Test func theSameIsNoDifference() {
    #expect(PlanDifference(from: Self.effect(), to: Self.effect()).lines == [])
  }

  @Test func manyPartitionsAreCut() {
    let keys = (10..<30).map(String.init)
    let lines = PlanDifference(
      from: Self.effect([Self.step(new: keys, overwritten: [])]),
      to: Self.effect([Self.step(new: [], overwritten: keys)])
    ).lines
    #expect(
      lines == [
        "step 1, orders: materialized meanwhile, so that they would be overwritten: "
          + "10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 10 more"
      ]
    )
  }

  /// No text can end one part and begin the next.
  @Test func partsDoNotRunTogether() {
    #expect(
      Self.effect([Self.step(new: ["ab", "c"])]).digest != Self.effect([Self.step(new: ["a", "bc"])]).digest
    )
    #expect(
      Self.effect([Self.step(new: ["a"], overwritten: [])]).digest
        != Self.effect([Self.step(new: [], overwritten: ["a"])]).digest
    )
  }

  @Test func aPlanIsReadBack() throws {
    #expect(Approval(digest: "sha256:" + String(repeating: "a", count: 64)) != nil)
    for text in [
      "", "sha256:", "sha256:" + String(repeating: "g", count: 64), String(repeating: "a", count: 71),
    ] {
      #expect(Approval(digest: text) == nil)
    }
  }
}
