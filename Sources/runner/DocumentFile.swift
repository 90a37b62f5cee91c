import ArgumentParser
import Diagnostics
import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A document on disk, read strictly.
struct DocumentFile {
  let path: String
  let reading: JobReading
  private let text: String

  /// - Throws: `ExitCode` 66, after saying so, where the file can't be read.
  init(_ path: String) throws {
    let data = try InputFile.read(path)
    self.path = path
    text = String(decoding: data, as: UTF8.self)
    reading = JobReading(Array(data), file: path)
  }

  /// Each with its line and a caret.
  func printError(_ problems: [Diagnostic]) {
    let excerpt = Excerpt(of: text)
    for problem in problems { Console.printError(problem.rendered(in: excerpt)) }
    Console.printError("\(path): \(problems.count) problem\(problems.count == 1 ? "" : "s")")
  }

  /// The job, or exit code 65 after all problems are shown.
  func document() throws -> JobDocument {
    guard let document = reading.document else {
      printError(reading.problems)
      throw ExitCode.badDocument
    }
    return document
  }
}
