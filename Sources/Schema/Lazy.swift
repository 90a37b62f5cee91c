import Synchronization

/// A value that is made when it is first asked for, and kept: the same for everybody, from whichever thread they ask.
///
/// Two that ask at the same time may both make it; one of the two is kept.
final class Lazy<Value: Sendable>: Sendable {
  private final class Made: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private let made = AtomicLazyReference<Made>()
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  var value: Value { (made.load() ?? made.storeIfNil(Made(make()))).value }
}
