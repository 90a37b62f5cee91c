import ExactText

extension JobEffect {
  /// `sha256:` and the hash of the effect's canonical encoding, which depends on no order and no formatting.
  package var digest: String {
    var encoding = CanonicalEncoding()
    encoding.add("production-jobs/plan/v\(version)")
    encoding.add(job)
    encoding.add(document)
    encoding.add(list: steps.sorted { $0.index < $1.index }) { step, encoding in
      encoding.add(String(step.index))
      encoding.add(step.command)
      encoding.add(optional: step.job)
      encoding.add(optional: step.configuration)
      encoding.add(step.onlyMissing ? "missing" : "all")
      encoding.add(list: step.assets.sorted { $0.asset < $1.asset }) { $0.encode(into: &$1) }
      encoding.add(list: step.reactions.sorted()) { $1.add($0) }
      // Steps that change nothing have the digest that they had before there were others.
      guard let changes = step.changes else { return }
      encoding.add("changes")
      encoding.add(list: changes) { $1.add($0) }
    }
    return encoding.digest
  }
}

extension AssetEffect {
  fileprivate func encode(into encoding: inout CanonicalEncoding) {
    encoding.add(asset)
    encoding.add(policy)
    for keys in [new, overwritten] {
      encoding.add(keys == nil ? "none" : "partitions")
      encoding.add(list: (keys ?? []).sorted()) { $1.add($0) }
    }
    encoding.add(isMaterialized.map { $0 ? "materialized" : "new" } ?? "partitioned")
  }
}

/// Texts, each behind its length, so that no two sequences of them have the same bytes.
private struct CanonicalEncoding {
  private var hash = SHA256()
  private var buffer: [UInt8] = []

  mutating func add(_ text: String) {
    buffer += "\(text.utf8.count):".utf8
    buffer += text.utf8
    guard buffer.count > 4096 else { return }
    hash.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func add(optional text: String?) {
    add(text == nil ? "none" : "some")
    if let text { add(text) }
  }

  mutating func add<Element>(list: [Element], _ encode: (Element, inout CanonicalEncoding) -> Void) {
    add(String(list.count))
    for element in list { encode(element, &self) }
  }

  var digest: String {
    var hash = hash
    hash.update(buffer)
    return "sha256:" + hash.finalized().hexadecimal
  }
}
