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

/// What Foundation couldn't do with a file: `cannot write /a/b: No space left on device`.
package struct FileFailure: Error, Hashable, CustomStringConvertible {
  /// `write`: what could not be done.
  private let operation: String
  private let path: String
  private let words: String

  /// - Returns: `nil` of an error that is not about a file.
  package init?(_ error: any Error) {
    guard let error = error as? CocoaError, let path = error.filePath ?? error.url?.path else { return nil }
    // As FoundationErrors.h has it: errors of reading are from 256 on, those of writing from 512 on.
    operation = error.code.rawValue < 512 ? "read" : "write"
    self.path = path
    words = (error.underlying as? POSIXError).map { systemWords(for: $0.code.rawValue) } ?? "\(error)"
  }

  package var description: String { "cannot \(operation) \(path): \(words)" }
}
