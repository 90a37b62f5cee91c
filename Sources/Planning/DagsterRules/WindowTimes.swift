import ExactText
import Ledger

/// The times that time windows begin at, read from their keys by the server's own format. No time zone: two lists are
/// compared only where Dagster compares them, which wants one zone for both.
struct WindowTimes {
  /// In minutes, counted from one fixed minute; ascending, as the keys are.
  let begins: [Int]

  /// `nil` where a key is not spelled by the format, or the format has what is not known here.
  init?(_ keys: [String], format: String) {
    var begins: [Int] = []
    begins.reserveCapacity(keys.count)
    for key in keys {
      guard let time = Self.minutes(of: key, format: format) else { return nil }
      begins.append(time)
    }
    self.begins = begins
  }

  private var steps: [Int] { zip(begins, begins.dropFirst()).map { $1 - $0 }.filter { $0 > 0 } }

  /// Up to where there are windows for certain.
  var end: Int? { begins.last.flatMap { last in steps.min().map { last + $0 } } }

  /// The end of a window, or later where it is the last and of unknown length.
  func end(ofWindow index: Int) -> Int? {
    if let next = begins[index...].first(where: { $0 > begins[index] }) { return next }
    return steps.max().map { begins[index] + $0 }
  }

  /// The window that begins last of those that have begun by then.
  func window(at time: Int) -> Int? {
    let after = begins.partitioningIndex { $0 > time }
    return after == 0 ? nil : after - 1
  }

  /// By Python's `strptime`, as far as keys use it; what Dagster puts behind the second of two equal hours is left out.
  private static func minutes(of key: String, format: String) -> Int? {
    var text = Array(key.utf8)[...]
    var (year, month, day, hour, minute) = (1970, 1, 1, 0, 0)
    var pattern = Array(format.utf8)[...]
    while let letter = pattern.popFirst() {
      guard letter == UInt8(ascii: "%") else {
        guard text.popFirst() == letter else { return nil }
        continue
      }
      switch pattern.popFirst() {
      case UInt8(ascii: "Y"): guard let value = text.number(4) else { return nil }; year = value
      case UInt8(ascii: "m"): guard let value = text.number(2) else { return nil }; month = value
      case UInt8(ascii: "d"): guard let value = text.number(2) else { return nil }; day = value
      case UInt8(ascii: "H"): guard let value = text.number(2) else { return nil }; hour = value
      case UInt8(ascii: "M"): guard let value = text.number(2) else { return nil }; minute = value
      case UInt8(ascii: "S"): guard text.number(2) != nil else { return nil }
      default: return nil
      }
    }
    let isDistance = text.count == 5 && (text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-"))
    guard text.isEmpty || isDistance else { return nil }
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    return (Int(date.daysSince1970) * 24 + hour) * 60 + minute
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func number(_ length: Int) -> Int? {
    guard count >= length, prefix(length).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    defer { removeFirst(length) }
    return prefix(length).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension [Int] {
  /// The first index from which on the condition holds.
  fileprivate func partitioningIndex(where isBeyond: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
