extension Collection<String> {
  /// The place of the first text with the same UTF-8.
  public func firstIndex(ofExactly text: String) -> Index? { firstIndex { $0.isExactly(text) } }
}

extension Sequence<String> {
  public func containsExactly(_ text: String) -> Bool { contains { $0.isExactly(text) } }

  /// As the members of a set.
  public var exact: Set<ExactString> { Set(lazy.map(ExactString.init)) }

  /// In the order of their UTF-8.
  public func sortedExactly() -> [String] { sorted { $0.precedesExactly($1) } }
}

extension Set<ExactString> {
  /// Just these texts, to be looked up with others of the same UTF-8.
  public func contains(_ text: String) -> Bool { contains(ExactString(text)) }

  public mutating func insert(_ text: String) { insert(ExactString(text)) }

  public mutating func formUnion(_ texts: some Sequence<String>) {
    formUnion(texts.lazy.map(ExactString.init))
  }

  /// In the order of their UTF-8.
  public var texts: [String] { sorted().map(\.wrappedValue) }
}

extension Dictionary where Key == ExactString {
  public subscript(text: String) -> Value? {
    get { self[ExactString(text)] }
    set { self[ExactString(text)] = newValue }
  }
}
