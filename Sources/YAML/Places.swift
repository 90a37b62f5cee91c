internal import Synchronization

/// Where each record of a document lies in what holds it, found out for all of them when first asked for: one
/// after the other would take quadratic time for many problems in a long sequence.
final class Places: Sendable {
  struct Place {
    private let holder: UInt32
    /// Of an item: its ordinal. In a mapping: the record of the pair's key.
    private let number: UInt32
    private let isItem: Bool

    init(parent: Int, ordinal: Int) {
      (holder, number, isItem) = (UInt32(parent), UInt32(ordinal), true)
    }

    init(parent: Int, key: Int) {
      (holder, number, isItem) = (UInt32(parent), UInt32(key), false)
    }

    enum Step {
      case index(Int), key(Int)
    }

    /// The record of the collection.
    var parent: Int { Int(holder) }
    var step: Step { isItem ? .index(Int(number)) : .key(Int(number)) }
  }

  private let places = Mutex<[Place]?>(nil)

  /// One place for each of the records; the root's means nothing.
  func value(of records: [Record]) -> [Place] {
    places.withLock { places in
      if let places { return places }
      let found = Self.places(of: records)
      places = found
      return found
    }
  }

  private static func places(of records: [Record]) -> [Place] {
    var places = [Place](repeating: Place(parent: 0, ordinal: 0), count: records.count)
    for (parent, record) in records.enumerated() where !record.isScalar {
      let end = record.end(at: parent)
      var child = parent + 1
      var ordinal = 0
      while child < end {
        var next = records[child].end(at: child)
        if record.kind == .mapping {
          places[child] = Place(parent: parent, key: child)
          if next < end {
            places[next] = Place(parent: parent, key: child)
            next = records[next].end(at: next)
          }
        } else {
          places[child] = Place(parent: parent, ordinal: ordinal)
        }
        ordinal += 1
        child = next
      }
    }
    return places
  }
}
