import Diagnostics
package import ExactText
public import Schema

/// Ends the attempt until a person has looked, and approves the plan of the steps that are left.
///
/// ```swift
/// Materialize(.ordersStaging)
/// Hold("the rows of orders_staging look right", show: "https://bi.example/orders-staging")
/// Launch(.swapOrders)
/// ```
///
/// `runner run` ends with exit code 0 and the outcome `waiting` when it comes here. `runner plan` shows what is left, and
/// `runner run --plan` with that digest goes on.
public struct Hold: Command {
  @Exact package var until: String
  @Exact package var show: [String]

  package init(until: String, show: [String]) { (self.until, self.show) = (until, show) }

  /// - Parameters:
  ///   - condition: what the person is to see to.
  ///   - places: where to look: addresses, tables.
  public init(_ condition: String, show places: String...) { self.init(until: condition, show: places) }

  public static let keyword = "hold"
  public static let meaning = "waits for a person's approval of the rest"
  public var subject: Subject { .words(until) }

  public static let schema = Schema<Hold>.object(
    "A wait for a person",
    .required("until", \.until, .prose, "what the person is to see to"),
    .optional("show", \.show, .list(of: .filledText, minimum: 1), default: [], "where to look"),
    make: Hold.init(until:show:)
  )
}
