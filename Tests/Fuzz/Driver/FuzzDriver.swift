internal import CLibFuzzer
package import FuzzTargets
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Hands inputs from libFuzzer to a target.
package enum FuzzDriver {
  private static let chosen = Mutex<FuzzTarget?>(nil)

  /// Runs libFuzzer on one of the targets: `PROGRAM TARGET LIBFUZZER-ARGUMENT...`.
  package static func run(_ targets: [FuzzTarget]) -> Never {
    var arguments = CommandLine.arguments
    guard arguments.count > 1, let target = targets.first(where: { $0.name == arguments[1] }) else {
      fatalError("expected a target: \(targets.map(\.name).joined(separator: ", "))")
    }
    arguments.remove(at: 1)
    chosen.withLock { $0 = target }
    exit(libFuzzer(arguments))
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
