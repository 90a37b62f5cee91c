import ArgumentParser
import CommandLineSupport
import Contract
import Diagnostics
import JobDSL

/// A document on disk, read strictly.
struct DocumentFile {
  let path: String
  let reading: JobReading
  private let bytes: [UInt8]

  /// - Throws: `ExitCode` 66, after saying so, where the file can't be read.
  init(_ path: String) throws {
    let bytes = try InputFile.read(path)
    self.path = path
    self.bytes = bytes
    reading = JobReading(bytes, file: path)
  }

  /// Each with its line and a caret.
  func printError(_ problems: [Diagnostic]) {
    let excerpt = Excerpt(of: String(decoding: bytes, as: UTF8.self))
    for problem in problems { Console.printError(problem.rendered(in: excerpt)) }
    Console.printError("\(path): \(counted(problems.count, "problem"))")
  }

  /// The job, or exit code 65 after all problems are shown.
  func document() throws -> JobDocument {
    guard let document = reading.document else {
      printError(reading.problems)
      throw ExitCode(.invalidDocument)
    }
    return document
  }
}
