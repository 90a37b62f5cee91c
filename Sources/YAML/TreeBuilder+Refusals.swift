internal import Diagnostics

extension TreeBuilder {
  /// What is written before the node that comes next, beginning at `mark`: `&name`, and a tag as libyaml
  /// resolves it, `tag:yaml.org,2002:str` for `!!str`.
  mutating func refuse(anchor: String?, tag: String?, at mark: Mark) {
    if let anchor {
      problems.add(
        at: mark.position,
        width: tag == nil ? anchor.unicodeScalars.count : 1,
        path: path,
        "expected a value, found the anchor \(anchor.cut(to: 60))",
        hint: "write the value out wherever it is needed"
      )
    }
    if let tag {
      let standard = "tag:yaml.org,2002:"
      let written = tag.hasPrefix(standard) ? "!!" + tag.dropFirst(standard.count) : tag
      problems.add(
        at: mark.position,
        path: path,
        "expected a value, found the tag \(onOneLine(written))",
        hint: "remove the tag; put the value in quotes if it is to be a string"
      )
    }
  }

  mutating func refuseAlias(_ name: String, from start: Mark, to end: Mark) {
    problems.add(
      at: start.position,
      width: end.column - start.column,
      path: path,
      "expected a value, found the alias \(name.cut(to: 60))",
      hint: "write the value out; put text in quotes if it begins with *"
    )
  }

  /// Looks at what the whole document is, and at what follows it.
  mutating func endDocument(at mark: Mark, isExplicit: Bool) {
    refuseRest(after: mark, endIsExplicit: isExplicit)
    if records.count == 1, records[0].isScalar, records[0].isPlain, records[0].text.isEmpty { refuseEmpty() }
  }

  /// Nothing was read, or a document without a value.
  mutating func refuseEmpty() {
    problems.add(at: nil, "expected a document, found nothing")
  }

  /// Looks at what follows the document, where libyaml would go on to the next.
  ///
  /// Not left to libyaml, which takes quadratic time for many directives there.
  private mutating func refuseRest(after mark: Mark, endIsExplicit: Bool) {
    let end = source.offset(of: mark.index)
    var line = (number: mark.line, start: end, column: mark.column)
    var offset = end
    while offset < source.bytes.count {
      let beginsLine = line.column == 1 && line.start == offset
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        offset += 1
      case UInt8(ascii: "\n"):
        offset += 1
        line = (line.number + 1, offset, 1)
      case UInt8(ascii: "#"):
        offset = source.endOfLine(from: offset)
      case UInt8(ascii: ".") where beginsLine && source.hasMarker("...", at: offset):
        offset += 3
      default:
        let column = line.column + source.columns(line.start..<offset)
        let position = Position(line: line.number, column: column)
        return refuseRest(at: offset, position, beginsLine: beginsLine, isSecond: endIsExplicit)
      }
    }
  }

  private mutating func refuseRest(at offset: Int, _ position: Position, beginsLine: Bool, isSecond: Bool) {
    let isMarker = beginsLine && source.hasMarker("---", at: offset)
    if isMarker || isSecond {
      problems.add(
        at: position,
        width: isMarker ? 3 : 1,
        "expected one document, found a second",
        hint: "write each document to a file of its own"
      )
    } else {
      problems.add(at: position, "expected the end of the document, found \(source.found(at: offset))")
    }
  }
}

extension Source {
  /// `---` or `...`, followed by white space or the end.
  fileprivate func hasMarker(_ marker: String, at offset: Int) -> Bool {
    guard bytes[offset...].starts(with: marker.utf8) else { return false }
    let next = offset + marker.utf8.count
    return next == bytes.count || bytes[next] <= UInt8(ascii: " ")
  }
}
