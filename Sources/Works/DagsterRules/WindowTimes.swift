import CivilCalendar

/// The times that time windows begin at, read from their keys by the server's own format. No time zone: two lists are
/// compared only where Dagster compares them, which wants one zone for both.
struct WindowTimes {
  /// In minutes, counted from one fixed minute; ascending, as the keys are.
  let begins: [Int]

  /// `nil` where a key is not spelled by the format, or the format has what is not known here.
  init?(_ keys: [String], format: String) {
    guard let times = KeyFormat(format)?.times(keys) else { return nil }
    begins = times.map(\.minutes)
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
