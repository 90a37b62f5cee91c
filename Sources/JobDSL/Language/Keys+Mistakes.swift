// Keys that are computed: a text isn't one, whatever is in it.
//
// Overloads that take texts, and no unavailable conformance to ExpressibleByStringInterpolation: `Day("\(month)-01")` would be
// that, too (https://github.com/swiftlang/swift-evolution/blob/main/proposals/0213-literal-init-via-coercion.md).

extension TimeSelection {
  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public static func keys(_ keys: String...) -> Self { .all }

  @available(
    *,
    unavailable,
    message: "computed keys are written .keys(days.map { Day($0) }); or Hour, Week, Month, TimeWindow"
  )
  public static func keys(_ keys: some Sequence<String>) -> Self { .all }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public static func range(from first: String, through last: String) -> Self { .all }
}

extension TimeRange {
  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init(from first: String, through last: String) { self.init(from: Key(first), through: Key(last)) }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public static func range(from first: String, through last: String) -> Self {
    Self(from: Key(first), through: Key(last))
  }
}

@available(*, unavailable, message: "this asset has two dimensions: write partitions: .product([…], […])")
extension MultiSelection: ExpressibleByArrayLiteral {
  public init(arrayLiteral keys: String...) { self = .all }
}
