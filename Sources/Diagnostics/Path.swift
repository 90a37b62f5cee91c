internal import ExactText

/// The way from the root of a document to one value in it, written `spec.steps[2].backfill.assets[0]`.
public struct Path: Hashable, Sendable {
  public enum Component: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  public var components: [Component]

  public init(_ components: [Component] = []) {
    self.components = components
  }

  public static let root = Path()

  public func appending(_ component: Component) -> Path {
    Path(components + [component])
  }

  public subscript(key: String) -> Path { appending(.key(key)) }

  public subscript(index: Int) -> Path { appending(.index(index)) }
}

extension Path.Component {
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.key(let left), .key(let right)): left.isExactly(right)
    case (.index(let left), .index(let right)): left == right
    case (.key, .index), (.index, .key): false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .key(let key): key.hashExactly(into: &hasher)
    case .index(let index): hasher.combine(index)
    }
  }
}

extension Path: CustomStringConvertible {
  /// On one line, with long keys cut; empty for the root.
  public var description: String {
    var text = ""
    for component in components {
      switch component {
      case .key(let key): text += (text.isEmpty ? "" : ".") + (key.isEmpty ? "\"\"" : onOneLine(key))
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
