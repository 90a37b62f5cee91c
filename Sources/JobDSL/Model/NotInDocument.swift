/// What a command knows from its Swift file and no document says: it lets `emit` check more than the runner
/// can, and doesn't tell apart commands that say the same.
struct NotInDocument<Value: Sendable>: Hashable, Sendable {
  var value: Value?

  init(_ value: Value? = nil) { self.value = value }

  static func == (left: Self, right: Self) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}
