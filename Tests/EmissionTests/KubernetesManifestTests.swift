import Diagnostics
import Emission
import JobDSL
import Jobs
import Testing
import YAML

@Suite struct KubernetesManifestTests {
  private func tree(_ file: String, of job: Job) throws -> Node {
    let bytes = try #require(GeneratedFiles(of: [job]).files["\(job.document.metadata.name)/\(file)"])
    let reading = Reading(bytes, file: file)
    #expect(reading.problems.map(\.description) == [])
    return try #require(reading.root)
  }

  private func manifest(_ settings: KubernetesSettings = KubernetesSettings()) throws -> Node {
    try tree("kubernetes.yaml", of: job("my-job") { Launch(.noop) }.kubernetes(settings))
  }

  /// The text at a path such as `spec.rules.0.action`.
  private func value(_ path: String, in root: Node) -> String? {
    var node: Node? = root
    for part in path.split(separator: ".") {
      node = Int(part).map { Path([.index($0)]) }.map { node?[$0] } ?? node?[String(part)]
    }
    return node?.text
  }

  struct Field: CustomTestStringConvertible, Sendable {
    var path: String
    var value: String
    var testDescription: String { "\(path): \(value)" }

    init(_ path: String, _ value: String) {
      self.path = path
      self.value = value
    }
  }

  private static let pod = "spec.template.spec"
  private static let container = "spec.template.spec.containers.0"

  /// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
  @Test(arguments: [
    Field("\(pod).securityContext.runAsNonRoot", "true"),
    Field("\(pod).securityContext.runAsUser", "65532"),
    Field("\(pod).securityContext.seccompProfile.type", "RuntimeDefault"),
    Field("\(container).securityContext.allowPrivilegeEscalation", "false"),
    Field("\(container).securityContext.capabilities.drop.0", "ALL"),
    Field("\(container).securityContext.readOnlyRootFilesystem", "true"),
  ])
  func passesPodSecurityRestricted(field: Field) throws {
    #expect(try value(field.path, in: manifest()) == field.value)
  }

  @Test func hasNothingThatPodSecurityRestrictedForbids() throws {
    let pod = try #require(try manifest()["spec"]?["template"]?["spec"])
    for key in ["hostNetwork", "hostPID", "hostIPC", "initContainers", "ephemeralContainers"] {
      #expect(pod[key] == nil)
    }
    let container = try #require(pod["containers"]?.items.first { _ in true })
    #expect(pod["containers"]?.count == 1)
    #expect(container["securityContext"]?["privileged"] == nil)
    #expect(container["securityContext"]?["capabilities"]?["add"] == nil)
    #expect(container["ports"] == nil)
    #expect(
      pod["volumes"]?.items.map { $0.pairs.map(\.key.text) } == [["name", "configMap"], ["name", "secret"]]
    )
  }

  @Test(arguments: [
    Field("apiVersion", "batch/v1"),
    Field("kind", "Job"),
    Field("metadata.name", "my-job"),
    Field("spec.template.spec.volumes.0.configMap.name", "my-job"),
    Field("spec.template.spec.volumes.1.secret.secretName", "production-jobs-webhooks"),
    Field("spec.template.spec.volumes.1.secret.optional", "true"),
    Field("\(container).volumeMounts.1.mountPath", "/webhooks"),
    Field("spec.activeDeadlineSeconds", "86400"),
    Field("spec.podReplacementPolicy", "Failed"),
    Field("\(pod).restartPolicy", "Never"),
    Field("\(pod).serviceAccountName", "production-jobs"),
    Field("\(container).resources.requests.cpu", "100m"),
    Field("\(container).resources.requests.memory", "128Mi"),
    Field("\(container).resources.limits.memory", "128Mi"),
    Field("\(container).args.0", "run"),
    Field("\(container).args.1", "/job/job.yaml"),
    Field("\(container).env.0.name", "POD_NAMESPACE"),
    Field("\(container).env.0.valueFrom.fieldRef.fieldPath", "metadata.namespace"),
    Field("\(container).env.1.name", "PRODUCTION_JOBS_LEDGER"),
    Field("\(container).env.1.value", "kubernetes://$(POD_NAMESPACE)"),
    Field("\(container).env.2.name", "POD_JOB_UID"),
    Field(
      "\(container).env.2.valueFrom.fieldRef.fieldPath",
      "metadata.labels['batch.kubernetes.io/controller-uid']"
    ),
  ])
  func namesAndDefaults(field: Field) throws {
    #expect(try value(field.path, in: manifest()) == field.value)
  }

  @Test(arguments: [
    Field("spec.activeDeadlineSeconds", "7200"),
    Field("\(pod).serviceAccountName", "other"),
    Field("\(container).resources.requests.cpu", "2"),
    Field("\(container).resources.requests.memory", "1Gi"),
    Field("\(container).resources.limits.memory", "1Gi"),
  ])
  func settingsAreTaken(field: Field) throws {
    let settings = KubernetesSettings(cpu: "2", memory: "1Gi", deadlineHours: 2, serviceAccount: "other")
    #expect(try value(field.path, in: manifest(settings)) == field.value)
  }

  @Test func textThatLooksLikeANumberStaysText() throws {
    let manifest = try manifest(KubernetesSettings(cpu: "2"))
    let cpu = manifest["spec"]?["template"]?["spec"]?["containers"]?.items.first { _ in true }?["resources"]?[
      "requests"
    ]
    #expect(cpu?["cpu"]?.scalar == .string)
  }

  @Test func verdictsFailTheJobAndTheRestIsTriedAgain() throws {
    let rules = try #require(try manifest()["spec"]?["podFailurePolicy"]?["rules"]).items.map { $0 }
    #expect(rules.map { $0["action"]?.text } == ["FailJob", "Ignore", "Ignore"])
    let codes = rules.map { $0["onExitCodes"]?["values"]?.items.compactMap { Int($0.text) } }
    // The exit codes of `run` without 0, 69 (unavailable) and 75 (detached), which are tried again and
    // counted. 5 (another runner holds the job) must not fail the Job: that would stop the one that holds it.
    #expect(codes == [[1, 3, 4, 6, 64, 65, 66, 70, 77, 78], [5], nil])
    #expect(codes.compactMap { $0 }.allSatisfy { $0 == $0.sorted() })
    #expect(rules.map { $0["onExitCodes"]?["containerName"]?.text } == ["runner", "runner", nil])
    #expect(rules.map { $0["onExitCodes"]?["operator"]?.text } == ["In", "In", nil])
  }

  /// What the job controller does about a pod: the first rule that matches; nil where none does, and it is counted.
  ///
  /// https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
  private func action(of rules: [Node], exitCode: Int, isDisrupted: Bool) -> String? {
    rules.first { rule in
      if let codes = rule["onExitCodes"] {
        return codes["values"]?.items.contains { Int($0.text) == exitCode } ?? false
      }
      let conditions = rule["onPodConditions"]?.items.compactMap { $0["type"]?.text } ?? []
      return isDisrupted && conditions.contains("DisruptionTarget")
    }?["action"]?.text
  }

  /// A pod may end with a verdict while its node is drained: were it replaced, the next pod would begin what failed again.
  @Test(arguments: [1, 3, 4, 6, 64, 65, 66, 70, 77, 78], [false, true])
  func aVerdictFailsTheJobOnADrainedNodeToo(exitCode: Int, isDisrupted: Bool) throws {
    let rules = try #require(try manifest()["spec"]?["podFailurePolicy"]?["rules"]).items.map { $0 }
    #expect(action(of: rules, exitCode: exitCode, isDisrupted: isDisrupted) == "FailJob")
  }

  @Test(arguments: [5, 69, 75, 137, 143])
  func whatIsNoVerdictIsReplacedUncountedWhereThePodWasDisrupted(exitCode: Int) throws {
    let rules = try #require(try manifest()["spec"]?["podFailurePolicy"]?["rules"]).items.map { $0 }
    #expect(action(of: rules, exitCode: exitCode, isDisrupted: true) == "Ignore")
    #expect(action(of: rules, exitCode: exitCode, isDisrupted: false) == (exitCode == 5 ? "Ignore" : nil))
  }

  @Test func ownerAndReasonAreAnnotations() throws {
    let job = Job("x", owner: "12", reason: "first: line\nsecond # line") { Launch(.noop) }
    let annotations = try tree("kubernetes.yaml", of: job)["metadata"]?["annotations"]
    #expect(annotations?["production-jobs/owner"]?.text == "12")
    #expect(annotations?["production-jobs/owner"]?.scalar == .string)
    #expect(annotations?["production-jobs/reason"]?.text == "first: line\nsecond # line")
  }

  @Test func kustomizationMakesTheConfigMapThatThePodMounts() throws {
    let kustomization = try tree("kustomization.yaml", of: job("my-job") { Launch(.noop) })
    #expect(value("configMapGenerator.0.name", in: kustomization) == "my-job")
    #expect(value("configMapGenerator.0.files.0", in: kustomization) == "job.yaml")
    #expect(value("resources.0", in: kustomization) == "kubernetes.yaml")
  }

  @Test(arguments: allJobs.map(\.document))
  func theExamplesReadBackAsTheyWere(document: JobDocument) {
    let reading = JobReading(document.encoded(header: ["Generated"]), file: "job.yaml")
    #expect(reading.problems.map(\.description) == [])
    #expect(reading.document == document)
  }

  @Test func everyFileSaysWhereItComesFrom() throws {
    let heading =
      "# Generated from Sources/Jobs/X.swift by `swift run emit`. Change the Swift file, not this one."
    for (path, bytes) in try GeneratedFiles(of: [job { Launch(.noop) }]).files where path != "job.schema.json"
    {
      #expect(text(bytes)?.split(separator: "\n").first.map(String.init) == heading)
    }
  }
}
