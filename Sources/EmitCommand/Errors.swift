import ArgumentParser
import Diagnostics
import Emission

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Lets `body` work; what it throws is said on stderr, and the exit code is 2.
///
/// - Parameter subject: what an error of the file system is about.
func reportingErrors(of subject: String? = nil, _ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let invalid as InvalidJobs {
    printError(invalid.report { try? String(contentsOf: URL(fileURLWithPath: $0), encoding: .utf8) })
    throw ExitCode(2)
  } catch let exit as ExitCode {
    throw exit
  } catch {
    printError("error: \(subject.map { "\($0): " } ?? "")\(fileWords(for: error))")
    throw ExitCode(2)
  }
}

func printError(_ text: String) {
  var standardError = StandardError()
  print(text, to: &standardError)
}

/// What `emit` writes belongs to a package: in somebody else's folder nobody would look for it.
func expectPackage() throws {
  let files = FileManager.default
  guard !["Package.swift", "Sources/Jobs"].allSatisfy(files.fileExists) else { return }
  printError(
    "error: expected a package with Sources/Jobs in the working folder, found none in "
      + "\(files.currentDirectoryPath): nothing was written; run it in the package's folder, as `swift run emit`"
  )
  throw ExitCode(2)
}
