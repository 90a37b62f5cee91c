package import ExactText

// What is not there is not written: these are found before the standard library's where coding is synthesized.

extension KeyedDecodingContainer {
  package func decode(_ type: Exact<String?>.Type, forKey key: Key) throws -> Exact<String?> {
    Exact(wrappedValue: try decodeIfPresent(String.self, forKey: key))
  }

  package func decode(_ type: Exact<[String]>.Type, forKey key: Key) throws -> Exact<[String]> {
    Exact(wrappedValue: try decodeIfPresent([String].self, forKey: key) ?? [])
  }

  package func decode(_ type: Exact<[String]?>.Type, forKey key: Key) throws -> Exact<[String]?> {
    Exact(wrappedValue: try decodeIfPresent([String].self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  package mutating func encode(_ value: Exact<String?>, forKey key: Key) throws {
    try encodeIfPresent(value.wrappedValue, forKey: key)
  }

  package mutating func encode(_ value: Exact<[String]>, forKey key: Key) throws {
    if !value.wrappedValue.isEmpty { try encode(value.wrappedValue, forKey: key) }
  }

  package mutating func encode(_ value: Exact<[String]?>, forKey key: Key) throws {
    try encodeIfPresent(value.wrappedValue, forKey: key)
  }
}
