/// Text that is the same only where its UTF-8 is.
///
/// Swift's own `==`, `Set` and `Dictionary` take `é` (U+00E9) and `é` (U+0065 U+0301) for one. To Dagster, Kubernetes
/// and YAML they are two: a name, a key or a tag that comes from outside is compared as an `Exact`.
///
/// As a wrapper of a stored property it gives its type an exact `==` and hash: `@Exact var path: [String]`.
@propertyWrapper
public struct Exact<Value: ExactlyComparable>: Hashable, Sendable {
  public var wrappedValue: Value

  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
  public init(_ value: Value) { wrappedValue = value }

  public static func == (left: Exact, right: Exact) -> Bool {
    left.wrappedValue.isExactly(right.wrappedValue)
  }
  public func hash(into hasher: inout Hasher) { wrappedValue.hashExactly(into: &hasher) }
}

/// What can be compared by UTF-8.
public protocol ExactlyComparable: Sendable {
  func isExactly(_ other: Self) -> Bool
  func precedesExactly(_ other: Self) -> Bool
  func hashExactly(into hasher: inout Hasher)
}

extension Exact: Comparable {
  public static func < (left: Exact, right: Exact) -> Bool {
    left.wrappedValue.precedesExactly(right.wrappedValue)
  }
}

extension Exact: Decodable where Value: Decodable {
  public init(from decoder: any Decoder) throws { wrappedValue = try Value(from: decoder) }
}

extension Exact: Encodable where Value: Encodable {
  public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Exact: CustomStringConvertible where Value: CustomStringConvertible {
  public var description: String { wrappedValue.description }
}

extension Exact: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value == String {
  public init(stringLiteral text: String) { wrappedValue = text }
}

/// The key of a set or a dictionary.
public typealias ExactString = Exact<String>

extension String: ExactlyComparable {
  public func isExactly(_ other: String) -> Bool {
    let quick = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
    }
    return (quick ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  public func precedesExactly(_ other: String) -> Bool {
    let quick = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in left.precedes(right) }
    }
    return (quick ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }

  public func hashExactly(into hasher: inout Hasher) {
    if utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
      for byte in utf8 { hasher.combine(byte) }
    }
    hasher.combine(0xFF as UInt8)  // in no UTF-8: the end of a text among others
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Eight bytes at once: what is sorted is often alike for long, such as a hundred thousand hours.
  fileprivate func precedes(_ other: Self) -> Bool {
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    let shared = Swift.min(count, other.count)
    var offset = 0
    while offset + 8 <= shared {
      let mine = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let others = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if mine != others { return UInt64(bigEndian: mine) < UInt64(bigEndian: others) }
      offset += 8
    }
    while offset < shared {
      if left[offset] != right[offset] { return left[offset] < right[offset] }
      offset += 1
    }
    return count < other.count
  }
}

extension Array: ExactlyComparable where Element: ExactlyComparable {
  public func isExactly(_ other: [Element]) -> Bool { elementsEqual(other) { $0.isExactly($1) } }
  public func precedesExactly(_ other: [Element]) -> Bool {
    lexicographicallyPrecedes(other) { $0.precedesExactly($1) }
  }
  public func hashExactly(into hasher: inout Hasher) {
    hasher.combine(count)
    for element in self { element.hashExactly(into: &hasher) }
  }
}

extension Optional: ExactlyComparable where Wrapped: ExactlyComparable {
  public func isExactly(_ other: Wrapped?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.isExactly(other)
  }

  public func precedesExactly(_ other: Wrapped?) -> Bool {
    guard let self, let other else { return self == nil && other != nil }
    return self.precedesExactly(other)
  }

  public func hashExactly(into hasher: inout Hasher) {
    hasher.combine(self == nil)
    self?.hashExactly(into: &hasher)
  }
}
