import Dagster
import DagsterModel
import ExactText
import Works

/// Whether everything is materialized that a step reads of assets other than its own.
struct UpstreamCheck {
  let facts: ServerFacts
  let step: PlannedStep
  /// Earlier steps of the job, which will have made theirs by then.
  let promised: [PlannedStep]

  func complaint() async throws(DagsterError) -> (message: String, hint: String)? {
    let own = Set(step.assets.map(\.key))
    let links = try await facts.client.links(of: step.assets.map(\.key))
    let wanted = Set(links.values.flatMap(\.dependencies).map(\.asset)).subtracting(own).sorted()
    // What Dagster can't make it has no word about.
    let upstream = try await facts.client.assets(wanted).filter { $0.value.isMaterializable }
    try await facts.client.prepareKeys(of: step.assets.map(\.key) + upstream.values.map(\.key))
    try await facts.client.prepareStatuses(of: upstream.values.filter { $0.partitioning != nil }.map(\.key))
    _ = try await facts.client.activity(of: upstream.values.filter { $0.partitioning == nil }.map(\.key))
    let readings = step.assets.flatMap { asset in
      (links[asset.key]?.dependencies ?? []).filter { !own.contains($0.asset) }.compactMap { dependency in
        upstream[dependency.asset].map { (asset: asset, dependency: dependency, upstream: $0) }
      }
    }
    // Some at a time: of a complaint in the first ones the others need not be asked.
    for batch in readings.batches(of: 50) {
      var needs: [Reading] = []
      for reading in batch {
        needs.append(try await need(of: reading.asset, reading.dependency, from: reading.upstream))
      }
      if let complaint = try await complaint(about: needs) { return complaint }
    }
    return nil
  }

  private typealias Complaint = (message: String, hint: String)

  /// What one asset of the step reads of another one.
  private struct Reading {
    var asset: AssetDefinition
    var dependency: AssetLinks.Dependency
    var upstream: AssetDefinition
    /// All that `upstream` has.
    var upstreamKeys: [String]
    var need: UpstreamNeed

    /// Those of its partitions whose state is to be known.
    var partitions: [String]? {
      switch need {
      case .partitions(let keys): keys
      case .mapped: upstreamKeys
      case .whole, .undecided: nil
      }
    }
  }

  private func need(
    of asset: AssetDefinition,
    _ dependency: AssetLinks.Dependency,
    from upstream: AssetDefinition
  ) async throws(DagsterError) -> Reading {
    let isPartitioned = step.partitions != nil && asset.partitioning != nil
    let keys = upstream.partitioning == nil ? nil : try await facts.client.partitionKeys(of: upstream.key)
    return Reading(
      asset: asset,
      dependency: dependency,
      upstream: upstream,
      upstreamKeys: keys ?? [],
      need: UpstreamNeed(of: dependency, isPartitioned: isPartitioned, upstreamKeys: keys)
    )
  }

  private func complaint(about readings: [Reading]) async throws(DagsterError) -> Complaint? {
    let states = try await states(for: readings)
    let mapped = try await mapped(readings, states)
    var judgements = try await judge(mapped).makeIterator()
    var upstreams = mapped.makeIterator()
    for reading in readings {
      let complaint: Complaint?
      switch reading.need {
      case .whole: complaint = try await self.complaint(aboutWhole: reading.upstream.key)
      case .partitions(let keys): complaint = self.complaint(about: keys, of: reading.upstream.key, states)
      case .undecided(let mapping):
        complaint = undecided(from: reading.asset.key, to: reading.upstream.key, mapping)
      case .mapped:
        guard let judgement = judgements.next(), let mapped = upstreams.next() else { continue }
        complaint = try await self.complaint(about: mapped, judgement)
      }
      if let complaint { return complaint }
    }
    return nil
  }

  /// An asset may be read in several ways: the longest list has what the others have.
  private func states(for readings: [Reading]) async throws(DagsterError) -> [AssetKey: AssetState] {
    var wanted: [AssetKey: [String]] = [:]
    for reading in readings {
      guard let partitions = reading.partitions else { continue }
      if partitions.count > wanted[reading.upstream.key]?.count ?? -1 {
        wanted[reading.upstream.key] = partitions
      }
    }
    let keys = Dictionary(
      readings.map { ($0.upstream.key, $0.upstreamKeys) },
      uniquingKeysWith: { first, _ in first }
    )
    return try await facts.client.states(of: wanted.mapValues(TargetedPartitions.init(listed:))) { keys[$0] }
  }

  private func mapped(_ readings: [Reading], _ states: [AssetKey: AssetState]) async throws(DagsterError)
    -> [MappedUpstream]
  {
    var found: [MappedUpstream] = []
    // All at once: whether they read themselves is asked of each below.
    _ = try await facts.client.links(of: Set(readings.flatMap { [$0.asset.key, $0.upstream.key] }).sorted())
    for reading in readings where reading.need == .mapped {
      let key = reading.upstream.key
      let links = try await facts.client.links(of: [reading.asset.key, key])
      let made = states[key]?.materialized ?? []
      found.append(
        MappedUpstream(
          asset: reading.asset,
          upstream: reading.upstream,
          keys: try await facts.client.partitionKeys(of: reading.asset.key),
          upstreamKeys: reading.upstreamKeys,
          mapping: reading.dependency.mapping,
          isChained: [reading.asset.key, key].contains { name in
            links[name]?.dependencies.contains { $0.asset == name } ?? false
          },
          targeted: step.partitions?.keys ?? [],
          absent: reading.upstreamKeys.filter { !made.contains($0) && !isPromised($0, of: key) }
        )
      )
    }
    return found
  }

  /// What is open of any of them is asked at once, until nothing is: twice at most.
  private func judge(_ mapped: [MappedUpstream]) async throws(DagsterError) -> [MappedUpstream.Judgement] {
    let keys = Dictionary(mapped.map { ($0.asset.key, $0.keys) }, uniquingKeysWith: { first, _ in first })
    var answers: MappedUpstream.Answers = [:]
    while true {
      let judgements = mapped.map { $0.judgement(by: answers) }
      var open: [ReadersQuestion] = []
      var seen: Set<ReadersQuestion> = []
      for case .open(let questions) in judgements { open += questions.filter { seen.insert($0).inserted } }
      guard !open.isEmpty else { return judgements }
      for (question, answer) in zip(open, try await facts.client.readers(open, keys: keys)) {
        answers[question] = answer
      }
    }
  }

  private func complaint(aboutWhole key: AssetKey) async throws(DagsterError) -> Complaint? {
    let isPromised = promised.contains { $0.assets.contains { $0.key == key } }
    let isThere = try await facts.activity(of: key).isMaterialized
    return isThere || isPromised
      ? nil
      : ("expected everything that it reads to be materialized, found \"\(key)\" not materialized", Self.hint)
  }

  private func complaint(about keys: [String], of key: AssetKey, _ states: [AssetKey: AssetState])
    -> Complaint?
  {
    let made = states[key]?.materialized ?? []
    let missing = keys.filter { !made.contains($0) && !isPromised($0, of: key) }
    guard let first = missing.first else { return nil }
    let which = missing.count == 1 ? "\"\(first)\"" : "\(missing.count), first \"\(first)\""
    return (
      "expected everything that it reads to be materialized, found partitions of \"\(key)\" missing: \(which)",
      Self.hint
    )
  }

  private func complaint(about mapped: MappedUpstream, _ judgement: MappedUpstream.Judgement)
    async throws(DagsterError) -> Complaint?
  {
    switch judgement {
    case .complete, .open: return nil
    case .undecided(let mapping): return undecided(from: mapped.asset.key, to: mapped.upstream.key, mapping)
    case .missing(let reader):
      let keys = [mapped.asset.key: mapped.keys]
      let partition = try await mapped.firstRead { (question) throws(DagsterError) in
        try await facts.client.readers([question], keys: keys).first ?? []
      }
      return (
        "expected everything that it reads to be materialized, found partitions of \"\(mapped.upstream.key)\" "
          + "missing, first \"\(partition)\": \"\(reader)\" of \"\(mapped.asset.key)\" is the first to read what "
          + "is missing",
        Self.hint
      )
    }
  }

  private static let hint = "materialize it first, in an earlier step or another job"

  private func undecided(from asset: AssetKey, to upstream: AssetKey, _ found: String) -> Complaint {
    (
      "expected a mapping of partitions that this runner can follow from \"\(asset)\" to \"\(upstream)\", "
        + "found \(found)",
      "whether what it reads is there can't be told: remove the condition, and look yourself"
    )
  }

  private func isPromised(_ partition: String, of asset: AssetKey) -> Bool {
    promised.contains { step in
      step.assets.contains { $0.key == asset }
        && step.partitions(of: asset)?.keys.containsExactly(partition) == true
    }
  }
}
