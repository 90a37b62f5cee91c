import Diagnostics
import ExactText
package import Schema

extension Partitions {
  package static let schema = Schema<Partitions>.converted(
    PartitionsForm.schema,
    from: { $0.partitions },
    to: { PartitionsForm($0) }
  )
}

extension KeyRange: DocumentPart {
  package static let schema = Schema<KeyRange>.object(
    "Partitions from a first to a last",
    .required("from", \.from, .notBlank, "the first partition"),
    .required("through", \.through, .notBlank, "the last partition, included"),
    make: KeyRange.init(from:through:)
  )
}

/// How `Partitions` stands in a document: the kind beside one of the ways to say which.
package struct PartitionsForm: DocumentPart {
  package var kind: PartitioningKind
  package var all = false
  var from: String?
  var through: String?
  package var keys: [String]?
  package var ranges: [KeyRange]?
  package var dimensions: [DimensionForm]?

  package static let schema = Schema<PartitionsForm>.object(
    "A selection of partitions",
    .required("partitioning", \.kind, .word, "how the asset is partitioned"),
    .optional("all", \.all, .boolean, default: false, "every partition that the server knows"),
    .optional("from", \.from, .string, "the first of a range"),
    .optional("through", \.through, .string, "the last of a range, included"),
    .optional("keys", \.keys, .partitionKeys, "single partitions"),
    .optional("ranges", \.ranges, .list(of: KeyRange.schema, minimum: 1), "several ranges"),
    .optional(
      "dimensions",
      \.dimensions,
      .list(of: DimensionForm.schema, minimum: 2),
      "one selection a dimension"
    ),
    make: PartitionsForm.init(kind:all:from:through:keys:ranges:dimensions:)
  ).checked(
    saying: .all([
      .either(
        .says("partitioning", [PartitioningKind.multi]),
        then: .all([.has(["dimensions"]), .hasNone(of: ["all", "from", "through", "keys", "ranges"])]),
        otherwise: .all([waysConstraint, .hasNone(of: ["dimensions"])])
      ),
      keysConstraint,
    ])
  ) { $0.issues }

  /// One way to say which partitions, and only one.
  static let waysConstraint = Constraint.all([
    .hasTogether(["from", "through"]),
    .exactlyOne([
      .all([.has(["all"]), .key("all", .isTrue)]), .has(["from"]), .has(["keys"]), .has(["ranges"]),
    ]),
  ])

  /// How keys are spelled, which depends on the kind.
  static let keysConstraint: Constraint = {
    var rules: [(key: Constraint, kinds: [PartitioningKind])] = []
    for kind in PartitioningKind.allCases {
      let key = KeyRules(kind: kind).keyConstraint
      if let index = rules.firstIndex(where: { $0.key == key }) {
        rules[index].kinds.append(kind)
      } else {
        rules.append((key, [kind]))
      }
    }
    return .all(
      rules.map { key, kinds in
        let ends = Constraint.all([.key("from", key), .key("through", key)])
        let all = Constraint.all([ends, .key("keys", .items(key)), .key("ranges", .items(ends))])
        return .either(.says("partitioning", kinds), then: all, otherwise: nil)
      }
    )
  }()

  init(
    kind: PartitioningKind,
    all: Bool,
    from: String?,
    through: String?,
    keys: [String]?,
    ranges: [KeyRange]?,
    dimensions: [DimensionForm]?
  ) {
    (self.kind, self.all, self.from, self.through) = (kind, all, from, through)
    (self.keys, self.ranges, self.dimensions) = (keys, ranges, dimensions)
  }

  init(kind: PartitioningKind, selection: KeySelection) {
    self.kind = kind
    switch selection {
    case .all: all = true
    case .keys(let keys): self.keys = keys
    case .range(let range): (from, through) = (range.from, range.through)
    case .ranges(let ranges): self.ranges = ranges
    }
  }

  init(_ partitions: Partitions) {
    switch partitions {
    case .single(let kind, let keys): self.init(kind: kind, selection: keys)
    case .multi(let dimensions): self.init(dimensions: dimensions)
    }
  }

  private init(dimensions: [DimensionPartitions]) {
    kind = .multi
    self.dimensions = dimensions.map {
      DimensionForm(name: $0.name, form: PartitionsForm(kind: $0.kind, selection: $0.keys))
    }
  }

  var partitions: Partitions {
    guard kind == .multi, let dimensions else { return .single(kind, selection) }
    return .multi(
      dimensions.map { DimensionPartitions(name: $0.name, kind: $0.form.kind, keys: $0.form.selection) }
    )
  }

  private var selection: KeySelection {
    if let keys { return .keys(keys) }
    if let ranges { return .ranges(ranges) }
    if let from, let through { return .range(KeyRange(from: from, through: through)) }
    return .all
  }

  var issues: [Issue] {
    let range =
      through == nil ? "from without through" : from == nil ? "through without from" : "from and through"
    let said = [
      (all, "all"), (from != nil || through != nil, range), (keys != nil, "keys"),
      (ranges != nil, "ranges"), (dimensions != nil, "dimensions"),
    ].filter(\.0).map(\.1)
    let wanted =
      kind == .multi ? "`dimensions`" : "one of `all: true`, `from` with `through`, `keys`, `ranges`"
    guard said.count == 1, (from == nil) == (through == nil), (kind == .multi) == (dimensions != nil) else {
      let found = said.isEmpty ? "none" : said.joined(separator: " beside ")
      return [Issue("expected \(wanted), found \(found)")]
    }
    return KeyRules(kind: kind).issues(in: selection)
  }
}

/// One dimension's selection in a document.
package struct DimensionForm: DocumentPart {
  var name: String
  package var form: PartitionsForm

  package static let schema: Schema<DimensionForm> = .object(
    "A dimension's selection of partitions",
    .required("name", \.name, .filledText, "the dimension's name in Dagster"),
    .required("partitioning", \.form.kind, .word, "how this dimension is cut"),
    .optional("all", \.form.all, .boolean, default: false, "every key that the server knows"),
    .optional("from", \.form.from, .string, "the first of a range"),
    .optional("through", \.form.through, .string, "the last of a range, included"),
    .optional("keys", \.form.keys, .partitionKeys, "single keys"),
    .optional("ranges", \.form.ranges, .list(of: KeyRange.schema, minimum: 1), "several ranges"),
    make: { name, kind, all, from, through, keys, ranges in
      DimensionForm(
        name: name,
        form: PartitionsForm(
          kind: kind,
          all: all,
          from: from,
          through: through,
          keys: keys,
          ranges: ranges,
          dimensions: nil
        )
      )
    }
  ).checked(
    saying: .all([
      .key("partitioning", .not(.isOneOf([PartitioningKind.multi.rawValue]))), PartitionsForm.waysConstraint,
      PartitionsForm.keysConstraint,
    ])
  ) { dimension in
    guard dimension.form.kind != .multi else {
      return [
        Issue(at: .root[\Self.form.kind], "expected a dimension that is not itself multi, found \"multi\"")
      ]
    }
    return dimension.form.issues
  }
}

extension Schema where Value == String {
  /// A partition key, of whatever kind.
  package static var partitionKey: Schema { notBlank.checked { KeyRules.issues(in: $0) } }
}

extension Schema where Value == [String] {
  package static var partitionKeys: Schema { .list(of: .string, minimum: 1).once(each: "key", in: "keys") }
}
