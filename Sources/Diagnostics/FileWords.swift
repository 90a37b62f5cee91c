#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What Foundation couldn't do with a file: `cannot write /a/b: No space left on device`; any other error as it is.
package func fileWords(for error: any Error) -> String {
  guard let failure = error as? CocoaError, let path = failure.filePath ?? failure.url?.path else {
    return "\(error)"
  }
  // As FoundationErrors.h has it: errors of reading are from 256 on, those of writing from 512 on.
  let operation = failure.code.rawValue < 512 ? "read" : "write"
  let why = (failure.underlying as? POSIXError).map { systemWords(for: $0.code.rawValue) } ?? "\(error)"
  return "cannot \(operation) \(path): \(why)"
}
