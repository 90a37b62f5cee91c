/// A record's file: the record's own fields, and `revision` beside them.
struct RecordFile: Codable {
  var record: Record
  var revision: String

  private enum Key: String, CodingKey {
    case revision
  }

  init(record: Record, revision: String) {
    self.record = record
    self.revision = revision
  }

  init(json text: String, source: String) throws(LedgerError) {
    self = try RecordJSON.value(RecordFile.self, from: text, source: source)
    record = try record.withPlausibleCounts(source: source).withoutContradictions(source: source)
  }

  init(from decoder: any Decoder) throws {
    record = try Record(from: decoder)
    revision = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .revision)
  }

  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(revision, forKey: .revision)
  }

  func jsonText() throws(LedgerError) -> String {
    try RecordJSON.text(self, source: record.job)
  }

  /// The written revision changes with every write of ours; the text's hash, with an edit by hand as well.
  static func revision(_ written: String, of text: String) -> String {
    "\(written)-\(String(fnv1a(text), radix: 16))"
  }

  /// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/: it need not withstand an adversary, who could
  /// write the file anyway.
  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
