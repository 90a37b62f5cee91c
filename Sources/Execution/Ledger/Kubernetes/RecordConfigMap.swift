internal import Kubernetes

/// How a record is written as a ConfigMap: its JSON under `record.json`, and the document under `job.yaml`,
/// so that `kubectl get configmap -o yaml` reads well.
enum RecordConfigMap {
  private static let recordKey = "record.json"
  private static let documentKey = "job.yaml"
  private static let prefix = "production-jobs."
  private static let instance = "app.kubernetes.io/instance"

  /// What all records are found by.
  static let labels = [
    "app.kubernetes.io/name": "production-jobs",
    "app.kubernetes.io/component": "record",
    "app.kubernetes.io/managed-by": "production-jobs-runner",
  ]

  static func name(of job: String) -> String { prefix + job }

  static func of(_ record: Record, replacing version: Version? = nil) throws(LedgerError) -> ConfigMap {
    var bare = record
    bare.document.text = nil
    var data = [recordKey: try bare.jsonText()]
    data[documentKey] = record.document.text
    return ConfigMap(
      metadata: ObjectMetadata(
        name: name(of: record.job),
        uid: version?.uid,
        resourceVersion: version?.resourceVersion,
        labels: labels.merging([instance: record.job]) { $1 },
        annotations: [
          "production-jobs/outcome": record.outcome?.rawValue ?? "unfinished",
          "production-jobs/owner": record.owner,
          "production-jobs/updated": record.updated.description,
        ]
      ),
      data: data
    )
  }

  /// The record in a ConfigMap. `source` is where it came from, for messages.
  static func stored(_ map: ConfigMap, source: String) throws(LedgerError) -> StoredRecord {
    guard map.metadata.name.hasPrefix(prefix) else {
      throw .damaged(source: source, why: "its name does not begin with \(prefix)")
    }
    guard let text = map.data?[recordKey] else {
      throw .damaged(source: source, why: "it holds no \(recordKey)")
    }
    var record = try Record(json: text, source: source)
    guard name(of: record.job) == map.metadata.name else {
      throw .damaged(source: source, why: "it is the record of \(record.job)")
    }
    if let document = map.data?[documentKey] { record.document.text = document }
    return StoredRecord(record: record, revision: revision(map))
  }

  static func revision(_ map: ConfigMap) -> String {
    "\(map.metadata.uid ?? "")/\(map.metadata.resourceVersion ?? "")"
  }

  /// Which ConfigMap it is, and which version of it.
  struct Version {
    var uid: String
    var resourceVersion: String

    /// `nil` for a revision of another ledger.
    init?(revision: String) {
      let parts = revision.split(separator: "/").map(String.init)
      guard parts.count == 2 else { return nil }
      (uid, resourceVersion) = (parts[0], parts[1])
    }
  }
}
