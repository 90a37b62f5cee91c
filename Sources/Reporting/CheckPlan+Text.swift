import DagsterModel
import Ledger
import Planning
import Works

extension CheckPlan {
  /// `rows of orders passed at 2026-11-30 00:10:00 UTC: rows 120`.
  var text: String {
    guard let last else { return "\(check) was never executed" }
    let time = last.time.map { " at \(Timestamp(seconds: $0).readable)" } ?? ""
    return "\(check) \(last.verdict)\(time)\(last.details)"
  }
}
