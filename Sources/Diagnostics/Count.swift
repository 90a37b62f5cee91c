/// A number and the noun for what is counted, for messages: `1 problem`, `2 problems`.
///
/// - Parameter noun: in the singular; its plural ends in a further `s`.
public func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
