/// A number and the noun for what is counted, for messages: `1 problem`, `2 problems`.
///
/// - Parameters:
///   - noun: in the singular.
///   - plural: unless it ends in a further `s`.
public func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? "\(noun)s")"
}
