/// The key of an asset as one text, the way Dagster escapes it: `/` between the parts, `\/` and `\\` within one.
extension [String] {
  /// Reads `sales/orders` as two parts and `sales\/orders` as one. A backslash before anything else stands for itself.
  public init(assetKey text: String) {
    var (parts, part) = ([String](), String.UnicodeScalarView())
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\", let next = rest.first, next == "/" || next == "\\" {
        part.append(rest.removeFirst())
      } else if scalar == "/" {
        parts.append(String(part))
        part = .init()
      } else {
        part.append(scalar)
      }
    }
    self = parts + [String(part)]
  }

  /// The parts as one text, from which they can be read again.
  public var assetKeyText: String {
    map { part in
      String(
        String.UnicodeScalarView(part.unicodeScalars.flatMap { $0 == "/" || $0 == "\\" ? ["\\", $0] : [$0] })
      )
    }.joined(separator: "/")
  }
}
