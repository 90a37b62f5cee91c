package import Dagster
package import DagsterModel
package import ExactText

/// What is missing of an asset that a step reads, by Dagster's own mapping between the two assets' partitions.
///
/// Dagster tells which partitions read a given one (the preview of a backfill), not which ones a partition reads: so
/// those that are not materialized are followed down to the step. It asks nothing by itself: what it needs to know it
/// says, so that the questions about many assets go out together.
package struct MappedUpstream {
  package let asset: AssetDefinition
  package let upstream: AssetDefinition
  /// All of both, in the server's order.
  package let keys: [String]
  let upstreamKeys: [String]
  let mapping: AssetLinks.PartitionMapping?
  /// Whether one of the two reads itself: then Dagster's answer has what reads indirectly as well.
  package let isChained: Bool
  /// What the step makes of `asset`.
  package let targeted: [String]
  /// Those of `upstreamKeys` that are not there.
  package let absent: [String]

  package typealias Answers = [ReadersQuestion: Set<ExactString>]

  package init(
    asset: AssetDefinition,
    upstream: AssetDefinition,
    keys: [String],
    upstreamKeys: [String],
    mapping: AssetLinks.PartitionMapping?,
    isChained: Bool,
    targeted: [String],
    absent: [String]
  ) {
    (self.asset, self.upstream, self.keys, self.upstreamKeys) = (asset, upstream, keys, upstreamKeys)
    (self.mapping, self.isChained, self.targeted, self.absent) = (mapping, isChained, targeted, absent)
  }

  package enum Judgement: Hashable {
    case complete
    /// Something that is absent is read, first by this partition of the step.
    case missing(reader: String)
    case undecided(String)
    /// It can't be told without an answer to these.
    case open([ReadersQuestion])
  }

  package func judgement(by answers: Answers) -> Judgement {
    let open = questions.filter { answers[$0] == nil }
    guard open.isEmpty else { return .open(open) }
    let readers = absent.isEmpty ? [] : answers[question(absent)] ?? []
    if let reader = targeted.first(where: { readers.contains($0) }) {
      return isChained
        ? .undecided(
          "one that reads itself, so that it can't be told which of the missing partitions are read"
        )
        : .missing(reader: reader)
    }
    return beyond(by: answers)
  }

  /// The first that is absent and read by one of the step's, by halving.
  package func firstRead(ask: (ReadersQuestion) async throws(DagsterError) -> Set<ExactString>)
    async throws(DagsterError)
    -> String
  {
    let targeted = targeted.exact
    var candidates = absent[...]
    while candidates.count > 1 {
      let half = candidates.prefix((candidates.count + 1) / 2)
      let isThere = try await !ask(question(Array(half))).isDisjoint(with: targeted)
      candidates = isThere ? half : candidates.dropFirst(half.count)
    }
    return candidates[candidates.startIndex]
  }

  private func question(_ partitions: [String]) -> ReadersQuestion {
    ReadersQuestion(reader: asset.key, asset: upstream.key, partitions: partitions)
  }

  private var questions: [ReadersQuestion] {
    var questions = absent.isEmpty ? [] : [question(absent)]
    if looksBeyond, let first = upstreamKeys.first, let last = upstreamKeys.last {
      questions.append(question(upstreamKeys))
      if formats != nil { questions += [question([first]), question([last])] }
    }
    return questions
  }

  // MARK: - What the asset doesn't have

  private var hasOffset: Bool { mapping?.hasOffset == true }

  /// Whether the step may read what is no partition of the other asset; with the same windows it can't.
  private var looksBeyond: Bool {
    hasOffset || !keys.isExactly(upstreamKeys) || asset.partitioning != upstream.partitioning
  }

  /// Where both have windows of time.
  private var formats: (own: String, theirs: String)? {
    guard case .timeWindow(let own) = asset.partitioning?.kind,
      case .timeWindow(let theirs) = upstream.partitioning?.kind
    else { return nil }
    return (own, theirs)
  }

  /// What the step reads before the first or after the last partition there is.
  private func beyond(by answers: Answers) -> Judgement {
    guard looksBeyond else { return .complete }
    guard let first = upstreamKeys.first, let last = upstreamKeys.last else {
      return .undecided("no partitions in it")
    }
    let read = answers[question(upstreamKeys)] ?? []
    if let key = targeted.first(where: { !read.contains($0) }) {
      return .undecided("for \"\(key)\" no partition that it has")
    }
    guard let formats else { return .complete }
    let edges = (answers[question([first])] ?? []).union(answers[question([last])] ?? [])
    let atEdges = targeted.filter { edges.contains($0) }
    guard let one = atEdges.first else { return .complete }
    let message = "for \"\(one)\" windows before its first or after its last partition"
    guard !hasOffset, let own = WindowTimes(keys, format: formats.own),
      let theirs = WindowTimes(upstreamKeys, format: formats.theirs)
    else { return .undecided(message) }
    return covered(atEdges, own, theirs, by: answers) ?? .undecided(message)
  }

  /// Whether the windows lie within what the other asset has, by their keys; that keys tell the truth about where
  /// windows begin is seen from Dagster's answer for the one that has begun by then. `nil` where they don't.
  private func covered(_ atEdges: [String], _ own: WindowTimes, _ theirs: WindowTimes, by answers: Answers)
    -> Judgement?
  {
    guard let start = theirs.begins.first, let end = theirs.end else { return nil }
    for key in atEdges {
      guard let place = keys.firstIndex(ofExactly: key), let ownEnd = own.end(ofWindow: place),
        own.begins[place] >= start, ownEnd <= end
      else { return nil }
    }
    var open: [ReadersQuestion] = []
    for key in [atEdges[0], atEdges[atEdges.count - 1]] {
      guard let place = keys.firstIndex(ofExactly: key), let window = theirs.window(at: own.begins[place])
      else { return nil }
      let question = question([upstreamKeys[window]])
      guard let readers = answers[question] else {
        open.append(question)
        continue
      }
      guard readers.contains(key) else { return nil }
    }
    return open.isEmpty ? .complete : .open(open)
  }
}
