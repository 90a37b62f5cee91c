extension FileLedger {
  func path(_ job: String) -> String { "\(directory)/\(job).json" }

  func temporaryPath(_ job: String) -> String {
    "\(directory)/.\(job).\(String(random(), radix: 16)).tmp"
  }

  /// The number is for people; the random part makes a record that was removed and created again, and so
  /// counts from 1 again, another one.
  func revision(after previous: String?) -> String {
    let number = previous.flatMap { $0.split(separator: "-").first }.flatMap { Int($0) } ?? 0
    return "\(number &+ 1)-\(String(random(), radix: 16))"
  }

  func stored(_ job: String) throws(LedgerError) -> StoredRecord? {
    guard let (file, text) = try recordFile(job) else { return nil }
    return StoredRecord(record: file.record, revision: RecordFile.revision(file.revision, of: text))
  }

  func recordFile(_ job: String) throws(LedgerError) -> (file: RecordFile, text: String)? {
    let path = path(job)
    guard let text = try contents(path) else { return nil }
    let file = try RecordFile(json: text, source: path)
    guard file.record.job == job else {
      throw .damaged(source: path, why: "it is the record of \(file.record.job)")
    }
    return (file, text)
  }

  private func contents(_ path: String) throws(LedgerError) -> String? {
    let bytes: [UInt8]
    do {
      bytes = try system.read(path)
    } catch {
      if error.isMissing { return nil }
      throw error.unavailable
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .damaged(source: path, why: "it is not UTF-8")
    }
    return text
  }

  func replaceLocked(_ stored: StoredRecord, with record: Record) throws(LedgerError) -> StoredRecord {
    let job = record.job
    guard let current = try self.stored(job), current.revision == stored.revision else {
      throw .conflict(job: job)
    }
    let file = RecordFile(record: record, revision: revision(after: current.revision))
    let text = try file.jsonText()
    do {
      try placeOver(text, at: path(job), temporary: temporaryPath(job))
    } catch {
      throw error.unavailable
    }
    return StoredRecord(record: record, revision: RecordFile.revision(file.revision, of: text))
  }

  /// `link` fails when the name is taken, which a rename would not.
  func placeNew(_ text: String, at path: String, temporary: String) throws(SystemFailure) {
    do {
      try system.write(Array(text.utf8), temporary)
      try system.link(temporary, path)
    } catch {
      system.remove(temporary)
      throw error
    }
    system.remove(temporary)
    try system.sync(directory)
  }

  func placeOver(_ text: String, at path: String, temporary: String) throws(SystemFailure) {
    do {
      try system.write(Array(text.utf8), temporary)
      try system.rename(temporary, path)
    } catch {
      system.remove(temporary)
      throw error
    }
    try system.sync(directory)
  }

  func createDirectory() throws(LedgerError) {
    do {
      try system.createDirectories(directory)
    } catch {
      throw error.unavailable
    }
  }

  func recordFileNames() throws(LedgerError) -> [String] {
    do {
      return try system.names(directory).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    } catch {
      if error.isMissing { return [] }
      throw error.unavailable
    }
  }

  /// Waits without blocking the thread, and is not cut short by cancellation: a runner that is told to stop
  /// still has its record to write.
  func locked(_ job: String) async throws(LedgerError) -> FileLock {
    let path = "\(directory)/\(job).lock"
    let pause = 0.005
    var waited = 0.0
    while true {
      do {
        if let lock = try FileLock(path) { return lock }
      } catch {
        throw error.unavailable
      }
      guard waited < lockPatience else { break }
      waited += pause
      let clock = clock
      await Task { try? await clock.sleep(for: pause) }.value
    }
    throw .unavailable(
      what: "cannot lock \(path)",
      why: "another process has held it for \(Int(lockPatience)) seconds",
      advice: "look for a stopped runner on this machine"
    )
  }
}
