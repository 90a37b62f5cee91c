#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An exclusive `flock` on a file, let go when it goes; the kernel lets it go when the process dies.
///
/// It is open for writing, as NFS asks of who locks. The file stays: were it removed, one process could lock the
/// old file and another the new one.
final class FileLock: Sendable {
  private let descriptor: Descriptor

  /// `nil` when someone else has it.
  init?(_ path: String) throws(SystemFailure) {
    let operation = "lock \(path)"
    let descriptor = try Descriptor(path, O_RDWR | O_CREAT, doing: operation)
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EWOULDBLOCK { return nil }
      guard code == EINTR else { throw SystemFailure(operation: operation, code: code) }
    }
    self.descriptor = descriptor
  }
}
