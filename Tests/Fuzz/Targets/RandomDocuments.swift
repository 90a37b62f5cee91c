import Diagnostics
import ExactText
package import JobDSL

/// Makes well-formed documents that look like nothing that a person would write.
package struct RandomDocuments {
  private var choices: Choices

  /// The same documents for the same seed.
  package init(seed: UInt64) { choices = Choices(seed: seed) }

  /// Documents that the choices decide on.
  package init(_ choices: Choices) { self.choices = choices }

  package mutating func document() -> JobDocument {
    let metadata = Metadata(name: "job-\(number(0...9999))", owner: filledText(), reason: filledText())
    return JobDocument(metadata: metadata, steps: list(1...5) { $0.step() })
  }

  private mutating func step() -> Step {
    switch number(0...2) {
    case 0:
      Step(
        Backfill(
          assets: list(1...3) { $0.assetKey() }.uniqued(),
          partitions: partitions(),
          config: maybe { $0.config() },
          maxConcurrentRuns: maybe { $0.number(1...1000) },
          conditions: conditions(),
          options: options()
        )
      )
    case 1:
      Step(
        Materialize(
          assets: list(1...3) { $0.assetKey() }.uniqued(),
          partition: maybe { $0.filledText() },
          config: maybe { $0.config() },
          conditions: Conditions(requires: requirements(), overwrites: overwriting(), ensures: guarantee()),
          options: options()
        )
      )
    default:
      Step(launch())
    }
  }

  private mutating func launch() -> Launch {
    let partition = maybe { $0.filledText() }
    return Launch(
      job: filledText(),
      location: filledText(),
      partition: partition,
      config: maybe { $0.config() },
      conditions: Conditions(requires: jobs()),
      options: options()
    )
  }

  package mutating func kubernetes() -> KubernetesSettings {
    KubernetesSettings(
      cpu: "\(number(1...999_999_999))" + choices.element(of: ["", "m"]),
      memory: "\(number(1...999_999_999))" + choices.element(of: ["Mi", "Gi"]),
      deadlineHours: number(1...720),
      serviceAccount: "a-\(number(0...9999))"
    )
  }

  private mutating func options() -> StepOptions {
    let tags = list(0...3) { (ExactString("t\($0.visibleText())"), $0.prose()) }
    return StepOptions(
      tags: Dictionary(tags) { $1 },
      priority: number(-1000...1000),
      maxRetries: maybe { $0.number(0...100) },
      maxRuntimeSeconds: maybe { $0.number(1...10_000_000) }
    )
  }

  private mutating func conditions() -> Conditions {
    let only: PartitionFilter? = maybe { _ in .missing }
    return Conditions(
      requires: requirements(),
      // More than any list of keys has here.
      atMost: LaunchLimits(partitions: maybe { $0.number(1000...2000) }, runs: maybe { $0.number(1...99) }),
      overwrites: only == nil ? overwriting() : .anything,
      only: only,
      ensures: guarantee()
    )
  }

  private mutating func requirements() -> [Requirement] {
    let some = Requirement.words.filter { _ in number(0...1) == 1 } + jobs()
    return number(0...1) == 1 ? some : some.reversed()
  }

  /// Names that this document hasn't.
  private mutating func jobs() -> [Requirement] {
    list(0...2) { "other-\($0.number(0...9999))" }.uniqued().map { .succeeded($0) }
  }

  private mutating func overwriting() -> Overwriting { number(0...1) == 1 ? .nothing : .anything }
  private mutating func guarantee() -> Guarantee {
    Guarantee.allCases[number(0...Guarantee.allCases.count - 1)]
  }

  private mutating func partitions() -> Partitions {
    guard number(0...3) > 0 else {
      return .multi(
        list(2...3) {
          let (kind, keys) = $0.selection()
          return DimensionPartitions(name: $0.filledText(), kind: kind, keys: keys)
        }
      )
    }
    let (kind, keys) = selection()
    return .single(kind, keys)
  }

  private mutating func selection() -> (PartitioningKind, KeySelection) {
    switch number(0...8) {
    case 0: (.daily, .all)
    case 1:
      (.daily, .range(KeyRange(from: "2024-01-\(number(10...19))", through: "2024-02-\(number(10...28))")))
    case 2: (.hourly, .keys(["2024-01-01-\(number(10...23)):00"]))
    case 3: (.monthly, .ranges([KeyRange(from: "2024-01-01", through: "2024-0\(number(2...9))-01")]))
    case 4: (.dynamic, .keys(list(1...4) { $0.key() }.uniqued()))
    case 5: (.weekly, .keys(["2024-02-0\(number(1...9))"]))
    case 6: (.static, .ranges(list(1...3) { KeyRange(from: $0.key(), through: $0.key()) }))
    case 7: (.timeWindow, .range(KeyRange(from: key(), through: key())))
    default: (.static, .range(KeyRange(from: key(), through: key())))
    }
  }

  private mutating func config() -> ConfigValue { .map(entries(depth: 0)) }

  private mutating func entries(depth: Int) -> [ConfigValue.Entry] {
    list(0...3) { $0.configText() }.uniqued().map { ConfigValue.Entry($0, value(depth: depth + 1)) }
  }

  private mutating func value(depth: Int) -> ConfigValue {
    switch number(0...(depth > 3 ? 4 : 6)) {
    case 0: .null
    case 1: .boolean(number(0...1) == 1)
    case 2: .integer(number(.min ... .max))
    case 3: .float(finite())
    case 4: .string(configText())
    case 5: .list(list(0...3) { $0.value(depth: depth + 1) })
    default: .map(entries(depth: depth))
    }
  }

  private static let pieces = [
    "a", "b", "Z", "0", "08", "1e3", "-", ":", " ", "#", "\n", "\t", "\"", "'", "\\", "{", "[", "&", "*", "!",
    "|",
    ">", "%", "@", "`", "yes", "null", "~", "2024-02-01", "é", "日本", "\u{1F600}", ",", "?", "=", "<<", ".",
    "\u{85}", "\u{2028}", "\u{A0}",
  ]

  private mutating func text() -> String {
    list(0...6) { $0.number(0...3) == 0 ? $0.scalar() : $0.choices.element(of: Self.pieces) }.joined()
  }

  private mutating func scalar() -> String {
    let largest = choices.element(of: [0xFF, 0xFFFF, 0x10FFFF])
    return Unicode.Scalar(UInt32(number(0...largest))).map { String($0) } ?? ""
  }

  private mutating func finite() -> Double {
    let value = Double(bitPattern: UInt64(bitPattern: Int64(number(.min ... .max))))
    return value.isFinite ? value : 0
  }

  /// Without what a document may not hold in such a text.
  private mutating func text(where isAllowed: (Unicode.Scalar) -> Bool) -> String {
    text().unicodeScalars.filter { !$0.isHidden || isAllowed($0) }.map { String($0) }.joined()
  }
  private mutating func configText() -> String { text { $0.properties.generalCategory == .control } }
  private mutating func visibleText() -> String { text { _ in false } }
  private mutating func prose() -> String { text { ["\n", "\r", "\t"].contains($0) } }
  private mutating func filledText() -> String { "x" + visibleText() }
  private mutating func key() -> String { "k" + visibleText() }
  private mutating func assetKey() -> String { "asset_\(number(0...99))/part" }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { choices.number(range) }

  private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
    number(0...1) == 0 ? nil : make(&self)
  }

  private mutating func list<Value>(_ count: ClosedRange<Int>, _ make: (inout Self) -> Value) -> [Value] {
    (0..<number(count)).map { _ in make(&self) }
  }
}

extension [String] {
  fileprivate func uniqued() -> [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
