internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A call of the operating system that failed.
struct SystemFailure: Error, Equatable {
  /// `write /var/lib/ledger/a.json`: what could not be done.
  var operation: String
  /// `errno`.
  var code: Int32

  var isExisting: Bool { code == EEXIST }
  var isMissing: Bool { code == ENOENT }

  var unavailable: LedgerError {
    .unavailable(what: "cannot \(operation)", why: systemWords(for: code), advice: advice)
  }

  private var advice: String {
    switch code {
    case ENOSPC, EDQUOT: "free some space there; nothing was lost, so run it again"
    case EROFS: "mount the volume for writing, or choose another --ledger"
    case EACCES, EPERM: "let this user read and write there, or choose another --ledger"
    case ENOTDIR, ENAMETOOLONG, ELOOP: "choose another --ledger"
    default: "check the volume, then run it again"
    }
  }
}
