import Contract
import JobDSL

/// What a summary needs to know of a job's record: under which document the name was used.
package struct UsedName: Decodable, Sendable {
  package struct Document: Decodable, Sendable {
    /// Its text may be too long to be kept.
    package var digest: String
  }

  private struct Step: Decodable {
    private struct Launch: Decodable {}
    var isLaunched: Bool

    private enum CodingKeys: CodingKey { case launches }

    init(from decoder: any Decoder) throws {
      let launches = try decoder.container(keyedBy: CodingKeys.self).decode([Launch].self, forKey: .launches)
      isLaunched = !launches.isEmpty
    }
  }

  package var job: String
  package var document: Document
  /// Whether something was launched under the name, or it has succeeded without.
  package var isUsed: Bool
  package var hasSucceeded: Bool

  private enum CodingKeys: CodingKey { case version, job, document, steps, outcome }

  package init(from decoder: any Decoder) throws {
    let record = try decoder.container(keyedBy: CodingKeys.self)
    let version = try record.decode(Int.self, forKey: .version)
    guard version == RecordFormat.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version,
        in: record,
        debugDescription: "expected version \(RecordFormat.version) of the format, found \(version)"
      )
    }
    job = try record.decode(String.self, forKey: .job)
    document = try record.decode(Document.self, forKey: .document)
    let hasLaunches = try record.decode([Step].self, forKey: .steps).contains(where: \.isLaunched)
    let outcome = try record.decodeIfPresent(String.self, forKey: .outcome)
    hasSucceeded = outcome == RecordFormat.succeeded
    isUsed = hasLaunches || hasSucceeded
  }

  /// Whether the runner would refuse a document under this name.
  func refuses(_ new: JobDocument) -> Bool { isUsed && document.digest != new.digest }
}
