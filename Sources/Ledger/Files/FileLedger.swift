internal import Diagnostics

/// A ledger in a directory, one `<job>.json` per record.
///
/// It is safe between the tasks and processes of one machine, and of several on a shared file system with
/// working hard links and `flock`. A record is on the disk when a write returns, and a write that fails,
/// or that a crash cuts short, leaves the old record. Besides the records the directory holds a
/// `<job>.lock` for each that was ever replaced, and a `.tmp` file for each write that a crash cut short.
package struct FileLedger: Ledger {
  /// The directory's absolute path. It and its parents are created, with mode 0700, by the first write.
  package let directory: String
  let clock: any WallClock
  let random: @Sendable () -> UInt64
  let system: FileSystem
  /// How long to wait for another process's write; one takes milliseconds.
  let lockPatience: Double
  private let events: (any EventSink)?

  /// A ledger in `directory`; nothing is created or read yet.
  ///
  /// `clock` times the wait for a lock; `random` makes revisions and temporary files unique; `events` is told when
  /// the first record makes the ledger.
  package init(
    directory: String,
    clock: any WallClock,
    random: @escaping @Sendable () -> UInt64,
    events: (any EventSink)? = nil
  ) {
    self.init(
      directory: directory,
      clock: clock,
      random: random,
      system: FileSystem(),
      lockPatience: 10,
      events: events
    )
  }

  init(
    directory: String,
    clock: any WallClock,
    random: @escaping @Sendable () -> UInt64,
    system: FileSystem,
    lockPatience: Double,
    events: (any EventSink)? = nil
  ) {
    self.directory = directory
    self.clock = clock
    self.random = random
    self.system = system
    self.lockPatience = lockPatience
    self.events = events
  }

  /// The job's record, or `nil` when there is no file for it, or no directory.
  package func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try JobName.check(job)
    return try stored(job)
  }

  /// Writes a job's first record: a whole file appears under the name at once, or none.
  package func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try JobName.check(record.job)
    let record = try record.fitting()
    let isFirst = (try? recordFileNames().isEmpty) ?? false
    try createDirectory()
    let file = RecordFile(record: record, revision: revision(after: nil))
    let text = try file.jsonText()
    do {
      try placeNew(text, at: path(record.job), temporary: temporaryPath(record.job))
    } catch {
      throw error.isExisting ? .exists(job: record.job) : error.unavailable
    }
    if isFirst { events?.emit(.newLedger("file://\(directory)", at: clock.now())) }
    return StoredRecord(record: record, revision: RecordFile.revision(file.revision, of: text))
  }

  /// Writes a job's next record, unless its file is not the one that was read.
  package func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord
  {
    let job = stored.record.job
    try JobName.check(job)
    guard record.job == job else { throw .invalidName(record.job) }
    guard let current = try self.stored(job), current.revision == stored.revision else {
      throw .conflict(job: job)
    }
    let record = try record.fitting()
    let lock = try await locked(job)
    return try withExtendedLifetime(lock) { () throws(LedgerError) in
      try replaceLocked(stored, with: record)
    }
  }

  /// Every file whose name ends in `.json`, in short, newest record first.
  package func history() async throws(LedgerError) -> LedgerHistory {
    var summaries: [RecordSummary] = []
    var problems: [LedgerError] = []
    for name in try recordFileNames() {
      let job = String(name.dropLast(".json".count))
      do throws(LedgerError) {
        guard DNSLabel.matches(job) else {
          throw .damaged(source: "\(directory)/\(name)", why: "its name is not a job's")
        }
        if let found = try recordFile(job) { summaries.append(found.file.record.summary) }
      } catch {
        problems.append(error)
      }
    }
    return LedgerHistory(summaries: summaries, problems: problems)
  }
}
