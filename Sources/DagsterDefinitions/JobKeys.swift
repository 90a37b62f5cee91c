internal import CivilCalendar
internal import CodeLocations
internal import ExactText

/// The partition keys of a job of ops, of which the server tells nothing else.
struct JobKeys {
  let keys: [String]

  /// What kind they are, by their spelling: days, weeks, months and hours as Dagster spells them by itself. Anything
  /// else may be a fixed list as well as one that grows.
  func partitions(at now: Double) -> DefinedPartitions {
    if !keys.isEmpty,
      keys.allSatisfy({ $0.split(separator: "|", omittingEmptySubsequences: false).count == 2 })
    {
      return .unknown(type: "MULTIPARTITIONED")
    }
    for text in ["%Y-%m-%d", "%Y-%m-%d-%H:%M"] {
      guard let times = KeyFormat(text)?.times(keys), let cadence = cadence(of: times) else { continue }
      guard (cadence == "hourly") == text.hasSuffix("%M") else { continue }
      return .timeWindows(WindowList(keys: keys, format: text, cadence: cadence).windows(at: now))
    }
    return .dynamic(name: nil)
  }

  /// Nil where they are as far apart as nothing of these.
  private func cadence(of times: [CivilTime]) -> String? {
    let steps = zip(times, times.dropFirst()).map { $1.minutes - $0.minutes }
    // An hour that clocks show twice has a key for each.
    guard steps.allSatisfy({ $0 >= 0 }), let shortest = steps.filter({ $0 > 0 }).min() else { return nil }
    let day = 24 * 60
    switch shortest {
    case 60: return "hourly"
    case day: return "daily"
    case 7 * day: return steps.allSatisfy { $0 % (7 * day) == 0 } ? "weekly" : nil
    case 28 * day...31 * day: return Set(times.map(\.date.day)).count == 1 ? "monthly" : nil
    default: return nil
    }
  }
}
