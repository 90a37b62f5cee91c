/// A place in a text: the line and the column, both counted from 1.
///
/// The column counts Unicode scalars, as libyaml's marks do, so that a caret lands under the same
/// letter that a person sees, whatever it costs in bytes.
public struct Position: Hashable, Comparable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
