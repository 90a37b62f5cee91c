import Contract
package import Ledger

extension RunResult {
  /// Of a launch that was not sent, since something has changed after it was planned.
  ///
  /// - Parameter change: what has.
  package static func plannedAnew(_ change: String) -> RunResult {
    var result = RunResult(.unavailable, replanned, "\(change): it is planned anew")
    result.outlook = .passing
    return result
  }

  private static let replanned = "planned_anew"

  /// What is said of it while it is waited for, with nothing launched yet.
  package func awayBeforeLaunch(for seconds: Double, of outage: Double) -> String {
    guard outcome != Self.replanned else { return message }
    return "Dagster has been away for \(Int(seconds)) s; nothing is launched meanwhile, trying for up to "
      + "\(Int(outage)) s: \(message)"
  }

  /// - Parameters:
  ///   - page: where it was launched, by its record.
  ///   - server: the address that was asked, and doesn't know it.
  package static func launchedElsewhere(_ kind: LaunchRecord.Kind, _ page: String, not server: String)
    -> RunResult
  {
    RunResult(
      .refused,
      "refused",
      "expected the Dagster that has the \(kind.rawValue) \(page), found one at \(server) that doesn't know it; give its "
        + "address as --dagster-url, or where it is gone for good, the job another name"
    )
  }

  package init(_ error: LedgerError) {
    switch error {
    case .damaged, .unsupportedVersion:
      self.init(
        .ambiguous,
        "record_damaged",
        "\(error); nothing is launched until a person has looked, and what runs in Dagster goes on"
      )
    default: self.init(.unavailable, "unavailable", "\(error)")
    }
  }
}
