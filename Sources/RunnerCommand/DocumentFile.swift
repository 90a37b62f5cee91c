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

  /// - Parameter takesRetired: whether it may be a retired job's that is named.
  /// - Throws: `ExitCode` 66, after saying so, where the file can't be read; 65 where such a job isn't started any more.
  init(_ argument: DocumentArgument, takesRetired: Bool = false) throws {
    let path: String
    do throws(DocumentNotFound) {
      path = try argument.path(takesRetired: takesRetired)
    } catch {
      Console.printError("\(error)")
      throw ExitCode(error.status)
    }
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
