import JSONTree
import Kubernetes
import KubernetesDouble
import Testing

@testable import ClusterLedger
@testable import Ledger

@Suite struct KubernetesLedgerTests {
  @Test(arguments: LedgerContract.allCases) func keeps(_ contract: LedgerContract) async throws {
    let server = try await FakeKubernetes()
    try await contract.check(server.ledger())
    await server.stop()
  }

  @Test func aRecordIsAConfigMapForPeople() async throws {
    let server = try await FakeKubernetes()
    let stored = try await server.ledger().create(Sample.record())
    var bare = Sample.record()
    bare.document.text = nil
    let map = try #require(server.configMaps(in: "data")["production-jobs.recover-orders"])
    #expect(map["data"]?.texts == ["record.json": try bare.jsonText(), "job.yaml": "kind: Job\n"])
    #expect(
      map["metadata"]?["labels"]?.texts == [
        "app.kubernetes.io/name": "production-jobs",
        "app.kubernetes.io/component": "record",
        "app.kubernetes.io/managed-by": "production-jobs-runner",
        "app.kubernetes.io/instance": "recover-orders",
        "production-jobs/outcome": "unfinished",
      ]
    )
    #expect(
      map["metadata"]?["annotations"]?.texts == [
        "production-jobs/summary":
          #"{"created":"2024-03-01T10:00:00.000Z","job":"recover-orders","updated":"2024-03-01T10:00:00.000Z"}"#,
        "production-jobs/outcome": "unfinished",
        "production-jobs/owner": "data-platform",
        "production-jobs/updated": "2024-03-01T10:00:00.000Z",
      ]
    )
    #expect(stored.record == Sample.record())
    await server.stop()
  }

  /// What others have put on a record's ConfigMap; by whom it was read makes no difference.
  @Test(arguments: [true, false]) func whatOthersHaveNotedStays(_ isReadBySame: Bool) async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    let created = try await ledger.create(Sample.record())
    let name = "production-jobs.recover-orders"
    server.editConfigMap(name, in: "data") {
      $0["metadata"]?["labels"]?["backup"] = "daily"
      $0["metadata"]?["annotations"]?["team/note"] = "look here"
      $0["metadata"]?["finalizers"] = ["team/keep"]
      $0["metadata"]?["ownerReferences"] = [
        ["apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "u", "controller": true]
      ]
      $0["data"]?["team.txt"] = "ours"
      $0["binaryData"] = ["team.bin": "AAAA"]
    }
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(created, with: Sample.full())
    }
    let before = try #require(server.configMaps(in: "data")[name])
    let stored = try #require(try await ledger.read("recover-orders"))
    let writer = isReadBySame ? ledger : try server.ledger()
    let written = try await writer.replace(stored, with: Sample.full())
    _ = try await writer.replace(written, with: Sample.full())
    let after = try #require(server.configMaps(in: "data")[name])
    for key in ["finalizers", "ownerReferences", "uid"] {
      #expect(after["metadata"]?[key] == before["metadata"]?[key])
    }
    #expect(after["metadata"]?["labels"]?["backup"] == "daily")
    #expect(after["metadata"]?["labels"]?["production-jobs/outcome"] == "failed")
    #expect(after["metadata"]?["annotations"]?["team/note"] == "look here")
    #expect(after["data"]?["team.txt"] == "ours")
    #expect(after["binaryData"] == ["team.bin": "AAAA"])
    await server.stop()
  }

  /// A newer runner's word for an outcome is no label.
  @Test func anOutcomeThatIsNoLabelsValueIsOther() async throws {
    let server = try await FakeKubernetes()
    var record = Sample.full()
    record.outcome = .other("gone off, é")
    _ = try await server.ledger().create(record)
    let metadata = server.configMaps(in: "data")["production-jobs.recover-orders"]?["metadata"]
    #expect(metadata?["labels"]?["production-jobs/outcome"] == "other")
    #expect(metadata?["annotations"]?["production-jobs/outcome"] == "gone off, é")
    await server.stop()
  }

  /// Of what this version wrote only the metadata are read; an earlier version's records are read whole.
  @Test func aHistoryReadsNoWholeRecords() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    for number in 1...3 { _ = try await ledger.create(Sample.record("job-\(number)")) }
    let begin = server.requests.count
    #expect(try await ledger.history().summaries.map(\.job) == ["job-1", "job-2", "job-3"])
    #expect(server.requests.count == begin + 1)
    server.editConfigMap("production-jobs.job-2", in: "data") {
      $0["metadata"]?["annotations"]?["production-jobs/summary"] = nil
    }
    server.editConfigMap("production-jobs.job-3", in: "data") {
      $0["metadata"]?["annotations"]?["production-jobs/summary"] = nil
      $0["data"]?["record.json"] = "{}"
    }
    let history = try await ledger.history()
    #expect(history.summaries == [Sample.record("job-1").summary, Sample.record("job-2").summary])
    #expect(
      history.problems == [
        .damaged(source: "the ConfigMap data/production-jobs.job-3", why: "version is missing")
      ]
    )
    await server.stop()
  }

  /// A slip in the namespace is seen by this alone; that it can't be told is no reason to fail.
  @Test func theFirstRecordTellsThatTheLedgerIsNew() async throws {
    let server = try await FakeKubernetes()
    let events = EventList()
    let ledger = try server.ledger(events: events)
    server.editConfigMap("of-somebody-else", in: "data") { $0 = ["metadata": ["name": "of-somebody-else"]] }
    _ = try await ledger.create(Sample.record("first"))
    #expect(
      events.lines == [
        "notice: this is the first record in the ledger kubernetes://data: where jobs ran before, their records are in "
          + "another one; look at PRODUCTION_JOBS_LEDGER"
      ]
    )
    let begin = server.requests.count
    for number in 1...5 { _ = try await ledger.create(Sample.record("job-\(number)")) }
    #expect(events.lines.count == 1)
    // However many there are, one page of two is looked at.
    #expect(server.requests.count == begin + 10)
    await server.stop()
  }

  @Test func aRecordThatWasCreatedAnewIsAnotherOne() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    let stored = try await ledger.create(Sample.record())
    server.editConfigMap("production-jobs.recover-orders", in: "data") { $0 = .null }
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(stored, with: Sample.full())
    }
    _ = try await ledger.create(Sample.record())
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(stored, with: Sample.full())
    }
    await server.stop()
  }

  @Test func anEditByHandIsNoticed() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    let stored = try await ledger.create(Sample.record())
    server.editConfigMap("production-jobs.recover-orders", in: "data") { $0["data"]?["job.yaml"] = "changed" }
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(stored, with: Sample.full())
    }
    #expect(try await ledger.read("recover-orders")?.record.document.text == "changed")
    await server.stop()
  }

  @Test func damagedRecordsAreReportedBesideTheOthers() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    for job in ["cut", "empty", "good", "moved", "newer"] { _ = try await ledger.create(Sample.record(job)) }
    let good = try #require(try await ledger.read("good"))
    let text = try #require(
      server.configMaps(in: "data")["production-jobs.good"]?["data"]?["record.json"]?.text
    )
    func edit(_ job: String, _ text: String?) {
      server.editConfigMap("production-jobs.\(job)", in: "data") {
        $0["data"]?["record.json"] = text.map(JSONValue.string)
      }
    }
    edit("cut", String(text.prefix(100)))
    edit("empty", nil)
    edit("moved", text)
    edit("newer", text.replacing("\"version\" : 1", with: "\"version\" : 9"))
    server.editConfigMap("stray", in: "data") {
      $0 = ["metadata": ["name": "stray", "labels": .strings(RecordConfigMap.labels)], "data": [:]]
    }
    let listing = try await ledger.listing()
    #expect(listing.records == [good])
    #expect(
      listing.problems == [
        .damaged(source: "the ConfigMap data/stray", why: "its name does not begin with production-jobs."),
        .damaged(source: "the ConfigMap data/production-jobs.cut", why: "it is not JSON"),
        .damaged(source: "the ConfigMap data/production-jobs.empty", why: "it holds no record.json"),
        .damaged(source: "the ConfigMap data/production-jobs.moved", why: "it is the record of good"),
        .unsupportedVersion(source: "the ConfigMap data/production-jobs.newer", found: 9),
      ]
    )
    await #expect(throws: listing.problems[1]) { try await ledger.read("cut") }
    await server.stop()
  }

  @Test func allPagesAreListed() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger(pageSize: 3)
    for number in 1...7 { _ = try await ledger.create(Sample.record("job-\(number)")) }
    server.editConfigMap("other", in: "data") { _ in }
    #expect(try await ledger.records().map(\.record.job) == (1...7).map { "job-\($0)" })
    #expect(server.requests.filter { $0.verb == "list" }.count == 3)
    await server.stop()
  }
}

extension FakeKubernetes {
  func ledger(
    clock: any WallClock = SystemClock(),
    pageSize: Int = 20,
    events: (any EventSink)? = nil,
    timeout: Duration = .seconds(15)
  ) throws -> KubernetesLedger {
    let configuration = try KubernetesConfiguration(url: url, timeouts: .init(request: timeout))
    return KubernetesLedger(
      client: try KubernetesClient(configuration: configuration),
      namespace: "data",
      clock: clock,
      pageSize: pageSize,
      events: events
    )
  }
}
