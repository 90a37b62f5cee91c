import Diagnostics

/// The names of assets and Dagster jobs that the files of a module declare, for telling what a misspelt one may have
/// meant: the compiler only says that there is no such member.
struct CatalogNames {
  private enum Kind { case asset, job }

  private var declared: [Kind: Set<Substring>] = [.asset: [], .job: []]

  /// Takes what a file declares: `static var` and `static let` within `extension Asset` and `extension DagsterJob`.
  mutating func add(_ source: [Token]) {
    let tokens = source.filter { $0.text != "`" }
    var kind: Kind?
    for index in tokens.indices.dropLast(2) {
      switch (tokens[index].text, tokens[index + 1].text) {
      case ("extension", "Asset"): kind = .asset
      case ("extension", "DagsterJob"): kind = .job
      case ("extension", _): kind = nil
      case ("static", "var"), ("static", "let"):
        if let kind { declared[kind, default: []].insert(tokens[index + 2].text) }
      default: break
      }
    }
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
      return names(in: tokens, from: index + 2).compactMap { problem(with: $0, kind, in: file) }
    }
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
