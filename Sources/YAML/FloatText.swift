/// A float in the notation that every reader takes for one: a point, digits on both sides, a signed exponent.
///
/// YAML 1.1 wants the point (`1.0e+20`, where Swift writes `1e+20`), and a sign on the exponent.
struct FloatText {
  let text: String

  init(_ value: Double) {
    guard value.isFinite else {
      text = value.isNaN ? ".nan" : value < 0 ? "-.inf" : ".inf"
      return
    }
    let shortest = value.description
    guard let exponent = shortest.firstIndex(of: "e"), !shortest.contains(".") else {
      text = shortest
      return
    }
    text = shortest[..<exponent] + ".0" + shortest[exponent...]
  }

  /// The finite number that `text` stands for.
  static func double(_ text: String) -> Double? {
    let padded = text.hasPrefix(".") ? "0" + text : text
    guard let value = Double(padded), value.isFinite else { return nil }
    return value
  }
}
