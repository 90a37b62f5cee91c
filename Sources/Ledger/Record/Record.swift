import Contract

/// What is known about one job: who ran it, when, from which commit, what was launched and how it ended.
/// It is written before anything is launched and never swept by age.
package struct Record: Codable, Hashable, Sendable {
  /// The version of the record's format that this code reads and writes.
  package static let currentVersion = RecordFormat.version

  /// The format's version; `currentVersion` for a record made here.
  package var version: Int
  /// The job's name: the record's identity.
  package var job: String
  /// The document that the job was run from.
  package var document: DocumentReference
  /// The team that owns the job.
  package var owner: String
  /// Who is told how it ended, beside the owner; `nil` for nobody.
  package var watchers: [String]?
  /// Why the job is run.
  package var reason: String
  /// When the record was created.
  package var created: Timestamp
  /// When the record was last written.
  package var updated: Timestamp
  /// The job's steps, in order.
  package var steps: [StepRecord]
  /// Each time that a runner took the job up, in order; without those that were dropped to keep the record
  /// small, so that a new one's number is the last one's and one.
  package var attempts: [Attempt]
  /// How many attempts between the first and the last were dropped; `nil` for none.
  package var omittedAttempts: Int?
  /// Who may write the record now; `nil` when no runner holds it.
  package var lease: Lease?
  /// How the job ended; `nil` while it is unfinished.
  package var outcome: Outcome?
  /// Who told the job to stop; `nil` where nobody did, or where it was run again since.
  package var cancellation: Cancellation?
  /// The plan that was approved; `nil` where nobody was asked.
  package var plan: RecordedPlan?

  /// A record in the current format.
  package init(
    job: String,
    document: DocumentReference,
    owner: String,
    watchers: [String]? = nil,
    reason: String,
    created: Timestamp,
    updated: Timestamp,
    steps: [StepRecord] = [],
    attempts: [Attempt] = [],
    lease: Lease? = nil,
    outcome: Outcome? = nil,
    cancellation: Cancellation? = nil
  ) {
    self.version = Self.currentVersion
    self.job = job
    self.document = document
    self.owner = owner
    self.watchers = watchers
    self.reason = reason
    self.created = created
    self.updated = updated
    self.steps = steps
    self.attempts = attempts
    self.lease = lease
    self.outcome = outcome
    self.cancellation = cancellation
  }
}

extension Record {
  /// Whether a launch may ever have reached Dagster.
  package var hasLaunches: Bool { steps.contains { !$0.launches.isEmpty } }
}

/// That a person told a job to stop.
package struct Cancellation: Codable, Hashable, Sendable {
  /// When they did.
  package var requested: Timestamp
  /// Who they are, and from where.
  package var provenance: Provenance

  /// A cancellation.
  package init(requested: Timestamp, provenance: Provenance) {
    self.requested = requested
    self.provenance = provenance
  }
}

/// Which document a job was run from, and its whole text unless that is long.
package struct DocumentReference: Codable, Hashable, Sendable {
  /// The digest of the canonical text: `sha256:` and 64 hexadecimal digits.
  package var digest: String
  /// The canonical YAML; `nil` when it is longer than `Record.maximumDocumentBytes`. It is then `file` in the
  /// commit that an attempt's provenance names.
  package var text: String?
  /// How long the text is, in bytes, when it is not kept.
  package var byteCount: Int?
  /// The file that it was read from, as it was given.
  package var file: String

  /// The document of a job.
  package init(digest: String, text: String?, file: String) {
    self.digest = digest
    self.text = text
    self.file = file
  }
}

/// The right to write a record until a moment.
package struct Lease: Codable, Hashable, Sendable {
  /// Who holds it, for people and for comparing: host, process and a random id.
  package var holder: String
  /// Grows by one with every claim; a write under a smaller token is from a runner that lost its claim.
  package var fencingToken: Int
  /// When another runner may take over, unless it sees that the holder still writes.
  package var expires: Timestamp
  /// When the holder gave it back; `nil` while it has not.
  package var released: Timestamp?

  /// A lease on a record.
  package init(holder: String, fencingToken: Int, expires: Timestamp, released: Timestamp? = nil) {
    self.holder = holder
    self.fencingToken = fencingToken
    self.expires = expires
    self.released = released
  }

  /// Whether somebody may hold it still.
  package var isOpen: Bool { released == nil }
}
