internal import CLibFuzzer
internal import Foundation
package import FuzzTargets
internal import Synchronization

/// Hands inputs from libFuzzer to a target.
package enum FuzzDriver {
  private static let chosen = Mutex<FuzzTarget?>(nil)

  /// `PROGRAM TARGET LIBFUZZER-ARGUMENT...` runs libFuzzer on a target, `PROGRAM TARGET --seeds FOLDER` writes what
  /// to begin with, and `PROGRAM --scaling` measures `Scaling`.
  package static func run(_ targets: [FuzzTarget]) throws -> Never {
    var arguments = CommandLine.arguments
    if arguments.count == 2, arguments[1] == "--scaling" {
      print(Scaling.heading)
      exit(Scaling.measure() ? 0 : 1)
    }
    guard arguments.count > 1, let target = targets.first(where: { $0.name == arguments[1] }) else {
      fatalError("expected a target: \(targets.map(\.name).joined(separator: ", "))")
    }
    if arguments.count == 4, arguments[2] == "--seeds" {
      try writeSeeds(of: target, to: URL(filePath: arguments[3]))
      exit(0)
    }
    arguments.remove(at: 1)
    chosen.withLock { $0 = target }
    exit(libFuzzer(arguments))
  }

  /// The inputs into `seeds`, and `dictionary`, as https://llvm.org/docs/LibFuzzer.html#dictionaries has it.
  private static func writeSeeds(of target: FuzzTarget, to folder: URL) throws {
    let seeds = folder.appending(path: "seeds")
    try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
    for (index, input) in try target.inputs().enumerated() {
      try Data(input).write(to: seeds.appending(path: "\(index)"))
    }
    let words = target.words.map { word in
      let bytes = word.utf8.map { byte in
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
      return "\"\(bytes.joined())\"\n"
    }
    try Data(words.joined().utf8).write(to: folder.appending(path: "dictionary"))
  }

  private static func libFuzzer(_ arguments: [String]) -> CInt {
    var count = CInt(arguments.count)
    var pointers = arguments.map { strdup($0) } + [nil]
    return pointers.withUnsafeMutableBufferPointer { pointers in
      var base = pointers.baseAddress
      return LLVMFuzzerRunDriver(&count, &base) { data, size in
        FuzzDriver.check(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    }
  }

  private static func check(_ bytes: [UInt8]) {
    guard let target = chosen.withLock(\.self) else { return }
    do throws(Violation) {
      try target.check(bytes)
    } catch {
      fatalError("\(target.name): \(error)")
    }
  }
}
