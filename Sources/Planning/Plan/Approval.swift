package import Attempt
import DagsterModel
package import Effects
import ExactText
package import Ledger
import Works

/// A plan that a person has approved.
package struct Approval: Hashable, Sendable {
  /// `sha256:` and 64 hexadecimal digits.
  package let digest: String
  /// What the plan said; `nil` where only its digest is known.
  package let effect: JobEffect?

  /// - Returns: `nil` for what is no digest.
  package init?(digest: String) {
    let digits = digest.dropFirst("sha256:".count)
    guard digest.hasPrefix("sha256:"), digits.count == 64,
      digits.allSatisfy({ "0123456789abcdef".contains($0) })
    else { return nil }
    self.digest = digest
    effect = nil
  }

  /// The plan as it was kept.
  package init(effect: JobEffect) {
    digest = effect.digest
    self.effect = effect
  }
}

extension JobSurvey {
  /// The effect.
  ///
  /// - Throws: `stale_plan` where it is another one by now.
  package func check(_ approval: Approval) async throws(RunResult) -> RecordedPlan {
    let effect = JobEffect(job: job.name, document: job.digest, of: try await plans())
    guard effect.digest == approval.digest else { throw .stalePlan(approval, now: effect) }
    return RecordedPlan(effect, of: self)
  }
}

extension RecordedPlan {
  fileprivate init(_ effect: JobEffect, of survey: JobSurvey) {
    let assets = effect.steps.flatMap { step in
      step.assets.map { asset in
        let key = AssetKey(userString: asset.asset)
        let keys = survey.planned.steps[step.index]?.partitions(of: key)?.keys
        return Asset(
          step: step.index,
          asset: asset.asset,
          new: asset.new?.count ?? (asset.isMaterialized == true ? 0 : 1),
          overwritten: asset.overwritten?.count ?? (asset.isMaterialized == true ? 1 : 0),
          first: keys?.first,
          last: keys?.last
        )
      }
    }
    self.init(digest: effect.digest, assets: assets, rehearsed: survey.rehearsed)
  }
}
