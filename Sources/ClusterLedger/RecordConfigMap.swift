internal import Contract
import Kubernetes
import Ledger

/// How a record is written as a ConfigMap: its JSON under `record.json`, and the document under `job.yaml`,
/// so that `kubectl get configmap -o yaml` reads well.
enum RecordConfigMap {
  private static let recordKey = "record.json"
  private static let documentKey = "job.yaml"
  private static let prefix = "production-jobs."

  /// What all records are found by.
  static let labels = [
    Label.name: Label.ownName,
    Label.component: "record",
    Label.managedBy: "production-jobs-runner",
  ]

  static func name(of job: String) -> String { prefix + job }

  /// - Parameter old: what is there; what others have put on it stays.
  static func of(_ record: Record, over old: ConfigMap? = nil) throws(LedgerError) -> ConfigMap {
    var bare = record
    bare.document.text = nil
    var map =
      old.map(withoutRecord) ?? ConfigMap(metadata: ObjectMetadata(name: name(of: record.job)), data: [:])
    map.data = (map.data ?? [:]).merging([recordKey: try bare.jsonText()]) { $1 }
    map.data?[documentKey] = record.document.text
    let outcome = record.outcome?.rawValue ?? "unfinished"
    let own = [Label.instance: record.job, Label.outcome: outcome.isLabelValue ? outcome : "other"]
    map.metadata.labels = (map.metadata.labels ?? [:]).merging(labels) { $1 }.merging(own) { $1 }
    map.metadata.annotations = (map.metadata.annotations ?? [:]).merging(
      [
        Annotation.outcome: outcome,
        Annotation.owner: record.owner,
        Annotation.updated: record.updated.description,
        Annotation.summary: try RecordJSON.line(record.summary, source: record.job),
      ]
    ) { $1 }
    return map
  }

  static func withoutRecord(_ map: ConfigMap) -> ConfigMap {
    var map = map
    map.data?[recordKey] = nil
    map.data?[documentKey] = nil
    return map
  }

  /// The record in short, where its metadata tell it; an earlier version's don't.
  static func summary(_ metadata: ObjectMetadata) -> RecordSummary? {
    guard let text = metadata.annotations?[Annotation.summary],
      let summary = try? RecordJSON.value(RecordSummary.self, fromLine: text),
      name(of: summary.job) == metadata.name
    else { return nil }
    return summary
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
}

extension String {
  /// Whether it can be a label's value; an outcome may be a newer runner's word.
  fileprivate var isLabelValue: Bool {
    !isEmpty && utf8.count <= 63 && !hasPrefix("_") && !hasSuffix("_")
      && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }
}
