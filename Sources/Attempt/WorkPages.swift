import Ledger

/// Where the pages of launched work are: what an address begins with, before the work's id.
package struct WorkPages: Hashable, Sendable {
  private let ofBackfills: String
  private let ofRuns: String

  package init(ofBackfills: String, ofRuns: String) {
    (self.ofBackfills, self.ofRuns) = (ofBackfills, ofRuns)
  }

  /// - Returns: `nil` for work without a page.
  func page(of kind: LaunchRecord.Kind, _ id: String) -> String? {
    switch kind {
    case .backfill: ofBackfills + id
    case .run: ofRuns + id
    default: nil
    }
  }
}
