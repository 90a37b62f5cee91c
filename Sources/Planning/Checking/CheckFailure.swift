package import Dagster
package import Diagnostics

/// Why a job was not planned. Nothing was launched.
package enum CheckFailure: Error {
  /// The document asks for what the server's definitions don't have; exit code 65.
  case document([Diagnostic])
  /// The server can't carry it out now: a dead daemon, a broken code location; exit code 69.
  case unready(String)
  /// The server won't let this runner do it; exit code 77.
  case refused(String)
  case dagster(DagsterError)
}
