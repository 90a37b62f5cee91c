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
  /// Say what is recorded of all jobs.
  case history
}

extension Mode {
  /// Whether it is carried out by a Job; what only asks is answered from here.
  var startsJob: Bool { self != .status && self != .history }

  /// `app.kubernetes.io/component` of what is started for it.
  var component: String { self == .run ? "runner" : rawValue }
}
