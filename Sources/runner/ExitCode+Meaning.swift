import ArgumentParser
import Attempt

/// Exit codes that no verdict of a run has; `sysexits.h` names them.
extension ExitCode {
  static let badDocument = ExitCode(65)
  static let noSuchFile = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let badEnvironment = ExitCode(78)
}

extension ExitCode {
  init(_ verdict: Verdict) { self.init(verdict.rawValue) }
}
