import ArgumentParser
import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times the strict reading of a document into the model.
struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the strict reading of a document into the model."
  )

  @Argument var file: String
  @OptionGroup var timing: Timing

  func run() throws {
    let bytes = try contents(of: file)
    timing.report {
      let reading = JobReading(bytes, file: file)
      precondition(reading.document != nil, "the document is not valid")
      return bytes.count
    }
  }
}

/// Times what strict reading can't do without: libyaml's own events.
struct ReadEvents: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Times libyaml's events for a document.")

  @Argument var file: String
  @OptionGroup var timing: Timing

  func run() throws {
    let bytes = try contents(of: file)
    timing.report {
      var count = 0
      forEachEvent(of: bytes) { _ in count += 1 }
      return count
    }
  }
}

private func contents(of file: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: file)))
}
