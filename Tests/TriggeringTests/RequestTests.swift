import Contract
import Testing

@testable import Triggering

/// What is refused before anything is asked of a cluster.
@Suite struct RequestTests {
  @Test(arguments: [
    "", "Recover", "a/../b", "-a", "a-", "$(id)", "a b", String(repeating: "a", count: 64), "a\n",
  ])
  func aJobsNameIsALabel(_ name: String) throws {
    let refusal = #expect(throws: Refusal.self) {
      try TriggerRequest(job: name, mode: .status, namespace: "a", image: nil)
    }
    #expect(refusal?.status == .usage)
    #expect(
      refusal?.message.hasPrefix("expected a job's name, such as recover-orders-2024-02, found \"") == true
    )
  }

  @Test(arguments: [
    ("registry/runner:v1", "v1"), ("registry/", "v1"), ("", "v1"), ("registry/runner@sha256", "v1"),
    ("a b", "v1"),
    ("registry/runner", ""), ("registry/runner", "v 1"), ("registry/runner", "-v1"),
    ("registry/runner", "sha256:ab"),
    ("registry/runner", "$(id)"), ("http://x/y", "v1"), ("../x", "v1"), ("r//x", "v1"),
    ("r.example/UPPER/x", "v1"),
    ("/x", "v1"), ("r.example:port/x", "v1"), ("-r.example/x", "v1"), ("r.example/x/", "v1"),
    ("r.example/-x", "v1"),
    ("r.example/x\u{200B}", "v1"), ("r.example/" + String(repeating: "a", count: 256), "v1"),
  ])
  func anImageIsARepositoryAndAVersion(_ repository: String, _ version: String) {
    #expect(throws: Refusal.self) { try ImageReference(repository: repository, version: version) }
  }

  @Test(arguments: [
    "runner", "owner/runner", "ghcr.io/owner/name/runner", "localhost/x", "localhost:5000/x",
    "r.example:443/a__b/c--d",
    "R.Example/x", "127.0.0.1:5000/a/b.c",
  ])
  func imagesThatThereAre(_ repository: String) throws {
    #expect(try ImageReference(repository: repository, version: "v1").repository == repository)
  }

  @Test(arguments: [("v1.2.0", "v1.2.0"), ("_a.", "a"), ("main-0832c63", "main-0832c63"), ("_", "")])
  func aTagIsALabelToo(_ tag: String, _ label: String) throws {
    let image = try ImageReference(repository: "registry:5000/runner", version: tag)
    #expect(image.description == "registry:5000/runner:\(tag)")
    #expect(image.versionLabel == label)
  }

  @Test func resumingGoesWithRunAlone() throws {
    let image = try ImageReference(repository: "registry/runner", version: "v1")
    let refusal = #expect(throws: Refusal.self) {
      try TriggerRequest(job: "a", mode: .plan, namespace: "a", image: image, resumesCanceled: true)
    }
    #expect(refusal == Refusal.usage("--resume-canceled goes with --mode run alone"))
    let request = try TriggerRequest(
      job: Scene.job,
      mode: .run,
      namespace: "a",
      image: image,
      plan: ObjectTests.digest,
      resumesCanceled: true
    )
    #expect(
      try JobObjects(request, Scene.files()).arguments == [
        "run", "/job/job.yaml", "--plan", ObjectTests.digest, "--resume-canceled",
      ]
    )
  }

  @Test func aPlanGoesWithRunAlone() throws {
    let refusal = #expect(throws: Refusal.self) { try Scene.request(.cancel, plan: ObjectTests.digest) }
    #expect(refusal == Refusal.usage("--plan goes with --mode run alone: it is what was approved"))
    let other = #expect(throws: Refusal.self) { try Scene.request(plan: "sha256:$(id)") }
    #expect(
      other
        == Refusal.usage(
          "--plan: expected sha256: and 64 digits, as --mode plan prints, found \"sha256:$(id)\""
        )
    )
  }
}
