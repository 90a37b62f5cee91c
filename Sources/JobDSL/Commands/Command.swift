public import Diagnostics
public import Schema
import Synchronization
import YAML

/// What may stand in a job's braces: what an author writes, how it stands in the document, and how it is shown.
///
/// A command is this type in a file of its own, what it comes to on a server in another (Planning/Commands), and its line
/// in `builtIn`.
public protocol Command: Hashable, Sendable {
  /// The key under which a document has it, which reports call it by: `backfill`.
  static var keyword: String { get }
  /// What it does, in a phrase: `materializes partitions`.
  static var meaning: String { get }
  /// How it stands in a document: its fields, in their order, and the rules for them.
  static var schema: Schema<Self> { get }
  /// What it works on.
  var subject: Subject { get }
  /// What has to hold for it; none, where the command can't have any.
  var conditions: Conditions { get }
}

extension Command {
  public var conditions: Conditions { Conditions() }
}

/// The commands that every package has, in the order in which errors and the reference name them.
let builtIn: [any Command.Type] = [
  Backfill.self,
  Materialize.self,
  Launch.self,
  ReportMaterialized.self,
  AddPartitions.self,
  DeletePartitions.self,
  WipeAsset.self,
  Check.self,
  CancelRuns.self,
  Reexecute.self,
  Hold.self,
  Pause.self,
  Restore.self,
]

/// What may stand in a job's braces and in a document, in this process.
public enum Commands {
  private static let own = Mutex<(types: [any Command.Type], areRead: Bool)>(([], false))

  /// Adds a package's own, as the first thing that a program does.
  public static func add(_ types: [any Command.Type]) {
    guard !types.isEmpty else { return }
    own.withLock {
      precondition(!$0.areRead, "commands are added before the first document is read or written")
      $0.types += types
      let keywords = (builtIn + $0.types).map { $0.keyword }
      precondition(
        Set(keywords).count == keywords.count,
        "expected a keyword of its own for each command, found one twice: \(keywords.joined(separator: ", "))"
      )
    }
  }

  /// All of them, from when on none can be added.
  package static let all: [any Command.Type] =
    builtIn
    + own.withLock {
      $0.areRead = true
      return $0.types
    }
}

extension Path {
  /// The place of a command's field, by the property that it is of: `site.path[\WipeAsset.asset]`.
  public subscript<Whole: Command>(property: PartialKeyPath<Whole>) -> Path {
    self[Whole.schema.key(of: property)]
  }
}

extension Command {
  fileprivate static var alternative: Alternative<Step> {
    Alternative(keyword, schema, meaning, embed: { Step($0) }, extract: { $0.command as? Self })
  }

  fileprivate func encode(into writer: inout Writer) {
    writer.key(keyword)
    Self.schema.encode(self, into: &writer)
  }

  fileprivate func check(at path: Path, into issues: inout [Issue]) {
    Self.schema.check(self, at: path[keyword], into: &issues)
  }

  fileprivate func isEqual(to other: any Command) -> Bool { (other as? Self) == self }

  fileprivate var keyword: String { Self.keyword }
}

/// One command of a job, whichever it is.
public struct Step: Hashable, Sendable {
  package let command: any Command

  package init(_ command: some Command) { self.command = command }

  package static let schema = Schema<Step>.choice(
    Commands.all.map { $0.alternative },
    encode: { step, writer in step.command.encode(into: &writer) },
    check: { step, path, issues in step.command.check(at: path, into: &issues) }
  )

  /// The key under which a document has the command.
  package var keyword: String { command.keyword }
  package var conditions: Conditions { command.conditions }

  public static func == (left: Step, right: Step) -> Bool { left.command.isEqual(to: right.command) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(keyword)
    command.hash(into: &hasher)
  }
}
