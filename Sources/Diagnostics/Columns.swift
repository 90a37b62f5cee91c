extension String {
  /// How many columns a terminal shows it in. Colors take none.
  package var columns: Int {
    // Most text is plain.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    var (columns, isEscape) = (0, false)
    for scalar in unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true } else if !isEscape { columns += scalar.columns }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return columns
  }
}

extension Unicode.Scalar {
  /// None for what stands on the character before it.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: isWide ? 2 : 1
    }
  }

  /// Takes two columns on a terminal (the blocks of Unicode's East Asian Width table that matter, and emoji).
  var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default:
      false
    }
  }
}
