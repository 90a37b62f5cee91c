internal import Diagnostics

/// What the nodes of one document refer to. Immutable, so that nodes may go anywhere.
final class Document: Sendable {
  let file: String
  let records: [Record]
  let arena: Arena
  private let places = Places()

  init(file: String, records: [Record], arena: Arena) {
    self.file = file
    self.records = records
    self.arena = arena
  }

  func text(of record: Record) -> String {
    arena.string(record.text)
  }

  func holds(_ text: String, in record: Record) -> Bool {
    record.isScalar && arena.equals(record.text, text)
  }

  /// The way from the root to the record at `target`; to the pair, where that is a key or inside of one.
  ///
  /// A key of more than `keyLength` bytes is cut.
  func path(to target: Int, keyLength: Int = .max) -> Path {
    let places = places.value(of: records)
    var components: [Path.Component] = []
    var index = target
    while index > 0 {
      let place = places[index]
      if let component = component(of: place, keyLength: keyLength) { components.append(component) }
      index = place.parent
    }
    return Path(components.reversed())
  }

  private func component(of place: Places.Place, keyLength: Int) -> Path.Component? {
    switch place.step {
    case .index(let ordinal): return .index(ordinal)
    case .key(let key):
      return records[key].isScalar ? .key(arena.string(records[key].text, upTo: keyLength)) : nil
    }
  }
}
