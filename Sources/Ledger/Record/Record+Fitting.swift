import Contract

extension Record {
  /// How long a record's JSON may be, in bytes.
  package static let maximumBytes = RecordFormat.maximumBytes

  /// How long a document's text may be to be kept, in bytes; a longer one is kept by reference.
  package static let maximumDocumentBytes = RecordFormat.maximumDocumentBytes

  /// The record, made shorter as far as needed for its JSON to have at most `limit` bytes.
  ///
  /// A document's text that is longer than `maximumDocumentBytes` goes always. The rest goes only when needed,
  /// the oldest first, in this order: the reasons of failed partitions but for their beginnings; the failed
  /// partitions of all but each step's last launch; the ended launches between a step's first and last; the
  /// attempts between the first and the last; the failed partitions of the last launches; the steps' messages
  /// but for their beginnings. Counts of what was dropped stay, and a record that fits comes back as it is.
  ///
  /// The place of a launch or an attempt in its list may change: tell them by `launchID` and `number`.
  package func fitting(bytes limit: Int = maximumBytes) throws(LedgerError) -> Record {
    var record = self
    record.document = document.byReference(beyond: Self.maximumDocumentBytes)
    if try record.byteCount() <= limit { return record }
    for reduction in Reduction.allCases {
      let count = reduction.count(in: record)
      let all = reduction.applied(count, to: record)
      guard try all.byteCount() <= limit else {
        record = all
        continue
      }
      var needed = 1...max(count, 1)
      while needed.count > 1 {
        let middle = (needed.lowerBound + needed.upperBound) / 2
        let fits = try reduction.applied(middle, to: record).byteCount() <= limit
        needed = fits ? needed.lowerBound...middle : (middle + 1)...needed.upperBound
      }
      return reduction.applied(needed.lowerBound, to: record)
    }
    return record
  }

  private func byteCount() throws(LedgerError) -> Int { try jsonText().utf8.count }
}

extension DocumentReference {
  fileprivate func byReference(beyond limit: Int) -> DocumentReference {
    guard let text, text.utf8.count > limit else { return self }
    var reference = self
    reference.text = nil
    reference.byteCount = text.utf8.count
    return reference
  }
}

/// What a record can do without, in the order in which it is dropped.
private enum Reduction: CaseIterable {
  /// All but the beginnings of the reasons of failed partitions.
  case reasons
  /// The failed partitions of all but each step's last launch.
  case earlierFailures
  /// A step's launches but the first, the last, and those of which the end is not known.
  case middleLaunches
  /// The attempts but the first and the last.
  case middleAttempts
  /// The failed partitions of each step's last launch, from the last on.
  case lastFailures
  /// All but the beginnings of the steps' messages.
  case messages

  /// How many there are to drop.
  func count(in record: Record) -> Int {
    var counted = record
    return reduce(&counted, at: .max)
  }

  /// The record without the first `count` of them.
  func applied(_ count: Int, to record: Record) -> Record {
    var reduced = record
    _ = reduce(&reduced, at: count)
    return reduced
  }

  /// Drops at most `limit`; gives how many were dropped.
  private func reduce(_ record: inout Record, at limit: Int) -> Int {
    var dropped = 0
    switch self {
    case .middleAttempts: dropped = record.dropMiddleAttempts(limit)
    case .lastFailures: dropped = record.shortenLastFailures(by: limit)
    case .reasons, .earlierFailures, .middleLaunches, .messages:
      for index in record.steps.indices where dropped < limit {
        dropped += reduce(&record.steps[index], at: limit - dropped)
      }
    }
    return dropped
  }

  private func reduce(_ step: inout StepRecord, at limit: Int) -> Int {
    switch self {
    case .reasons: step.clipReasons(limit)
    case .earlierFailures: step.dropEarlierFailures(limit)
    case .middleLaunches: step.dropMiddleLaunches(limit)
    case .messages: step.clipMessage()
    case .middleAttempts, .lastFailures: 0
    }
  }
}
