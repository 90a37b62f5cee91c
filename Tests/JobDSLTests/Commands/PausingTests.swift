import Diagnostics
import Schema
import Testing

@testable import JobDSL

@Suite struct PausingTests {
  private static let nightly = Automation.schedule(Schedule("nightly", location: "lab"))
  private static let files = Automation.sensor(Sensor("on_files", location: "lab"))

  @Test func isTwoStepsAroundItsOwn() {
    let job = Job("x", owner: "me", reason: "why") {
      Materialize(.products)
      Pausing(Self.nightly, Self.files, draining: true) {
        Materialize(.products)
        for _ in 1...2 { Materialize(.products) }
      }
    }
    #expect(
      job.document.steps.map(\.keyword) == [
        "materialize", "pause", "materialize", "materialize", "materialize", "restore",
      ]
    )
    #expect(job.document.steps[1].command as? Pause == Pause(of: [Self.nightly, Self.files], draining: true))
    #expect(job.document.steps[5].command.subject.summary == "schedule nightly, sensor on_files")
    #expect(job.stepLocations[1] == job.stepLocations[5])
    #expect(JobReading(job.document.encoded(), file: "job.yaml").document == job.document)
  }

  static let steps: [Verdict] = [
    Verdict(
      "pause: {}",
      "pause: expected the key `of`: the schedules and sensors that are switched off (add it)"
    ),
    Verdict("pause: {of: []}", "pause.of: expected at least one item, found 0"),
    Verdict(
      "pause: {of: [{kind: job, name: a, location: lab}]}",
      "pause.of[0].kind: expected one of schedule, sensor, found \"job\""
    ),
    Verdict(
      "restore: {of: [{kind: sensor, name: a, location: lab}], draining: true}",
      "restore.draining: unknown key `draining`, expected `of`"
    ),
  ]

  @Test(arguments: steps) func isReadStrictly(step: Verdict) {
    // What the order of steps has to be is told apart from it.
    let found = Verdict.problems(ofStep: step.text).filter { !$0.contains("emit the job") }
    #expect(found == step.problems)
  }

  private static func pause(_ name: String) -> Step {
    Step(Pause(of: [.schedule(Schedule(name, location: "lab"))], draining: false))
  }

  private static func restore(_ name: String) -> Step {
    Step(Restore(of: [.schedule(Schedule(name, location: "lab"))]))
  }

  private static let work = Step(Materialize(.products))

  /// The steps of a document, and the places and words of what is wrong with their order.
  static let orders: [(steps: [Step], issues: [String])] = [
    ([pause("a"), work, restore("a")], []),
    ([pause("a"), pause("b"), work, restore("b"), work, restore("a")], []),
    ([pause("a"), work, restore("a"), pause("a"), work, restore("a")], []),
    (
      [pause("a"), work],
      ["0.pause: expected a `restore` of the same schedules and sensors after it, found none"]
    ),
    (
      [work, restore("a")],
      ["1.restore: expected the end of the pause before it, of the same schedules and sensors, found another"]
    ),
    (
      [pause("a"), pause("b"), work, restore("a"), restore("b")],
      [
        "3.restore: expected the end of the pause before it, of the same schedules and sensors, found another",
        "4.restore: expected the end of the pause before it, of the same schedules and sensors, found another",
      ]
    ),
    ([pause("a"), restore("a")], ["1.restore: expected a step within the pause, found none"]),
    (
      [pause("a"), pause("a"), work, restore("a"), restore("a")],
      ["1.pause.of[0]: expected what isn't paused yet, found the schedule a of lab, which step 1 pauses"]
    ),
  ]

  @Test(arguments: orders) func everyPauseHasItsEnd(steps: [Step], issues: [String]) {
    let document = JobDocument(metadata: Metadata(name: "x", owner: "me", reason: "why"), steps: steps)
    #expect(placed(document.pauseIssues) == issues)
  }
}
