import Diagnostics

/// The names of assets and Dagster jobs that the files of a module declare, for telling what a misspelt one may have
/// meant, and which ones of a list don't go together: the compiler only says that there is no such member, and of a list that
/// it has no type.
struct CatalogNames {
  private enum Kind { case asset, job }

  private var declared: [Kind: Set<Substring>] = [.asset: [], .job: []]
  /// How assets are partitioned, as the catalog has it: `Daily`, `Static<Region>`.
  private var partitionings: [Substring: String] = [:]

  /// Whether a file that declares no job has steps for others.
  static func hasSteps(_ tokens: [Token]) -> Bool {
    zip(tokens, tokens.dropFirst()).contains { token, next in
      next.text == "(" && ["Backfill", "Materialize", "Launch"].contains(token.text)
    }
  }

  /// Takes what a file declares: `static var` and `static let` within `extension Asset` and `extension DagsterJob`.
  mutating func add(_ source: [Token]) {
    let tokens = source.filter { $0.text != "`" }
    var (kind, partitioning) = (Kind?.none, "")
    for index in tokens.indices.dropLast(2) {
      switch (tokens[index].text, tokens[index + 1].text) {
      case ("extension", "Asset"):
        (kind, partitioning) = (.asset, Self.partitioning(in: tokens, from: index + 2))
      case ("extension", "DagsterJob"): kind = .job
      case ("extension", _): kind = nil
      case ("static", "var"), ("static", "let"):
        guard let kind else { continue }
        declared[kind, default: []].insert(tokens[index + 2].text)
        if kind == .asset { partitionings[tokens[index + 2].text] = partitioning }
      default: break
      }
    }
  }

  /// What stands between `extension Asset` and its brace, without the signs and words that introduce it.
  private static func partitioning(in tokens: [Token], from start: Int) -> String {
    let text = tokens[start...].prefix { $0.text != "{" }.map { String($0.text) }.joined()
    if let constraint = text.split(separator: "Partitions==").last, text.hasPrefix("where") {
      return String(constraint)
    }
    return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }

  /// What a file's steps name that nothing declares and that is near to something declared.
  func problems(in source: [Token], file: String) -> [Diagnostic] {
    let tokens = source.filter { $0.text != "`" }
    return tokens.indices.dropLast(3).flatMap { index -> [Diagnostic] in
      let kind: Kind
      switch (tokens[index].text, tokens[index + 1].text) {
      case ("Backfill", "("), ("Materialize", "("), ("ReportMaterialized", "("), ("WipeAsset", "("),
        ("to", ":"),
        ("of", ":"):
        kind = .asset
      case ("Launch", "("): kind = .job
      default: return []
      }
      let isList = tokens[index + 2].text == "["
      let names = names(in: tokens, from: index + (isList ? 3 : 2))
      let unknown = names.compactMap { problem(with: $0, kind, in: file) }
      return isList && unknown.isEmpty ? mixed(names, in: file) : unknown
    }
  }

  /// That a list has assets of several kinds, of which the compiler can't make one type.
  private func mixed(_ names: [Token], in file: String) -> [Diagnostic] {
    guard let first = names.first, let expected = partitionings[first.text],
      let other = names.first(where: { name in partitionings[name.text].map { $0 != expected } ?? false }),
      let found = partitionings[other.text]
    else { return [] }
    return [
      Diagnostic(
        file: file,
        position: Position(line: other.line, column: other.column),
        message:
          "expected assets that are partitioned alike, found .\(other.text) (\(found)) beside .\(first.text) (\(expected))",
        hint: "write a step for each kind"
      )
    ]
  }

  /// The members in a row that follow: `.orders, .ordersClean`.
  private func names(in tokens: [Token], from start: Int) -> [Token] {
    var (names, index) = ([Token](), start)
    while index + 1 < tokens.count, tokens[index].text == "." {
      names.append(tokens[index + 1])
      guard index + 2 < tokens.count, tokens[index + 2].text == "," else { break }
      index += 3
    }
    return names
  }

  private func problem(with name: Token, _ kind: Kind, in file: String) -> Diagnostic? {
    let known = declared[kind] ?? []
    guard !known.contains(name.text),
      let near = nearest(to: String(name.text), among: known.map(String.init).sorted())
    else { return nil }
    let noun = kind == .asset ? "an asset" : "a Dagster job"
    return Diagnostic(
      file: file,
      position: Position(line: name.line, column: name.column),
      message: "expected \(noun) of the catalog, found .\(name.text)",
      hint: "did you mean .\(near)?"
    )
  }
}
