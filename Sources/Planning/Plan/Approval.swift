package import Attempt

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
  @discardableResult
  package func check(_ approval: Approval) async throws(RunResult) -> JobEffect {
    let effect = JobEffect(job: job.name, document: job.digest, of: try await plans())
    guard effect.digest == approval.digest else { throw .stalePlan(approval, now: effect) }
    return effect
  }
}
