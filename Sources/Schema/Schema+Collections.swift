import Diagnostics
public import ExactText
import YAML

extension Schema {
  /// A list in which order counts.
  @_specialize(where Value == [String], Element == String)  // by far the longest: partition keys
  public static func list<Element>(of element: Schema<Element>, minimum: Int = 0) -> Schema
  where Value == [Element] {
    let shape = Shape.list(of: element.shape, minimum: minimum)
    let tooShort = "expected at least \(minimum == 1 ? "one item" : "\(minimum) items")"
    return Schema(
      shape: shape,
      decoder: { node, problems in
        guard node.kind == .sequence else {
          problems.append(mismatch(shape.noun, at: node))
          return nil
        }
        if node.count < minimum { problems.append(node.diagnostic("\(tooShort), found \(node.count)")) }
        var values: [Element] = []
        values.reserveCapacity(node.count)
        for item in node.items where problems.hasRoom {
          if let value = element.decoder(item, &problems) { values.append(value) }
        }
        return values.count == node.count ? values : nil
      },
      encoder: { values, writer in
        writer.beginSequence()
        for value in values { element.encoder(value, &writer) }
        writer.endSequence()
      },
      checker: { values, path, issues in
        if values.count < minimum { issues.append(Issue(at: path, "\(tooShort), found \(values.count)")) }
        guard let checker = element.checker else { return }
        for (index, value) in values.enumerated() { checker(value, path[index], &issues) }
      }
    )
  }

  /// The same list, in which nothing may stand twice, by its text.
  ///
  /// - Parameters:
  ///   - noun: what errors call an item, such as `asset`.
  ///   - name: what they call the list, which is its key.
  public func once(each noun: String, in name: String) -> Schema where Value == [String] {
    checked(saying: .isDistinct) { repeated(in: $0, each: noun, list: name) }
  }

  /// The same of what has a text by which two are the same.
  public func once<Element>(
    each noun: String,
    in name: String,
    _ text: @escaping @Sendable (Element) -> String
  ) -> Schema where Value == [Element] {
    checked(saying: .isDistinct) { repeated(in: $0.map(text), each: noun, list: name) }
  }

  /// A mapping from free keys; written in the order of the keys' UTF-8, so that equal maps give equal text.
  public static func map<Element>(of element: Schema<Element>) -> Schema
  where Value == [ExactString: Element] {
    Schema(
      shape: .map(of: element.shape),
      decoder: { node, problems in
        guard node.kind == .mapping else {
          problems.append(mismatch("a mapping", at: node))
          return nil
        }
        var values: [ExactString: Element] = [:]
        var isComplete = true
        for (key, item) in node.pairs where problems.hasRoom {
          if let value = element.decoder(item, &problems) {
            values[key.text] = value  // the reader of YAML refuses the same key twice
          } else {
            isComplete = false
          }
        }
        return isComplete ? values : nil
      },
      encoder: { values, writer in
        writer.beginMapping()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
          writer.key(key.wrappedValue)
          element.encoder(value, &writer)
        }
        writer.endMapping()
      },
      checker: { values, path, issues in
        guard let checker = element.checker else { return }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
          checker(value, path[key.wrappedValue], &issues)
        }
      }
    )
  }

  /// The same schema with one more rule for the whole value.
  public func checked(_ rule: @escaping @Sendable (Value) -> [Issue]) -> Schema {
    var copy = self
    copy.decoder = { [decoder] node, problems in
      guard let value = decoder(node, &problems) else { return nil }
      for issue in rule(value).prefix(max(maximumProblems + 1 - problems.count, 0)) {
        problems.append((node[issue.path] ?? node).diagnostic(issue.message, hint: issue.hint))
      }
      return value
    }
    copy.checker = { [checker] value, path, issues in
      checker?(value, path, &issues)
      for issue in rule(value) {
        let whole = Path(path.components + issue.path.components)
        issues.append(Issue(at: whole, issue.message, hint: issue.hint))
      }
    }
    return copy
  }
}

/// Items that a list names again.
private func repeated(in texts: [String], each noun: String, list: String) -> [Issue] {
  // In a list that ascends, as long ones do, none can be there twice: then they need not be remembered.
  if zip(texts, texts.dropFirst()).allSatisfy({ $0.precedesExactly($1) }) { return [] }
  var first: [ExactString: Int] = [:]
  first.reserveCapacity(texts.count)
  return texts.enumerated().compactMap { index, text in
    guard let earlier = first.updateValue(first[text] ?? index, forKey: ExactString(text)) else { return nil }
    return Issue(
      at: .root[index],
      "expected each \(noun) once, found \(quoted(text)) again: it is \(list)[\(earlier)]"
    )
  }
}
