/// What is to be done with a job.
package enum Mode: String, Sendable, CaseIterable {
  /// Carry it out, or follow whoever does.
  case run
  /// Say what it would do now.
  case plan
  /// Say what is recorded of it.
  case status
  /// Stop what it began.
  case cancel
}

extension Mode {
  /// `app.kubernetes.io/component` of what is started for it.
  var component: String { self == .run ? "runner" : rawValue }
}
