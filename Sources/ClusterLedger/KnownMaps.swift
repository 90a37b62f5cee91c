import Kubernetes
import Ledger
import Synchronization

/// The ConfigMaps of records as they were last seen: what others have noted on one stays when it is replaced.
final class KnownMaps: Sendable {
  private let maps = Mutex<[String: ConfigMap]>([:])

  /// Remembers one, without the record itself, which may be large.
  func keep(_ map: ConfigMap) {
    let bare = RecordConfigMap.withoutRecord(map)
    maps.withLock { $0[map.metadata.name] = bare }
  }

  /// The one of a name and a revision; `nil` where another one was seen since, or none.
  func map(_ name: String, revision: String) -> ConfigMap? {
    maps.withLock { $0[name] }.flatMap { RecordConfigMap.revision($0) == revision ? $0 : nil }
  }
}
