import Diagnostics
import Synchronization
import YAML

/// What writes and checks an object by its properties, made when it is first needed, and with it their key paths.
///
/// Its functions are stored as such, since the runtime would look up a type for each call of one in a box. It may be used from
/// any thread, which the compiler can't see: what it stores is written once, under the lock and before `isMade`.
final class PropertyAccess<Root: Sendable>: @unchecked Sendable {
  typealias Parts = (
    encoder: Schema<Root>.Encoder, checker: Schema<Root>.Checker, properties: [Schema<Root>.Property]
  )

  private let make: @Sendable () -> Parts
  private let isMade = Atomic(false)
  private let making = Mutex(())
  private var encoder: Schema<Root>.Encoder = { _, _ in }
  private var checker: Schema<Root>.Checker = { _, _, _ in }
  private var keys: [Schema<Root>.Property] = []

  init(_ make: @escaping @Sendable () -> Parts) { self.make = make }

  /// The properties that the fields are of.
  var properties: [Schema<Root>.Property] {
    prepare()
    return keys
  }

  func encode(_ root: Root, _ writer: inout Writer) {
    prepare()
    encoder(root, &writer)
  }

  func check(_ root: Root, _ path: Path, _ issues: inout [Issue]) {
    prepare()
    checker(root, path, &issues)
  }

  private func prepare() {
    guard !isMade.load(ordering: .acquiring) else { return }
    making.withLock { _ in
      guard !isMade.load(ordering: .relaxed) else { return }
      (encoder, checker, keys) = make()
      isMade.store(true, ordering: .releasing)
    }
  }
}
