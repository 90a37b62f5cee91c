import Diagnostics
import SwiftSource

/// The names of assets and Dagster jobs that the files of a module declare, for telling what a misspelt one may have
/// meant, and which ones of a list don't go together: the compiler only says that there is no such member, and of a list that
/// it has no type.
struct CatalogNames {
  /// The types whose names they are.
  private enum Kind: String { case asset = "Asset", job = "DagsterJob" }

  /// How each is partitioned, as the catalog has it: `Daily`, `Static<Region>`; of a job behind its configuration.
  private var partitionings: [Kind: [Substring: String]] = [:]

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
      case ("extension", let type):
        kind = Kind(rawValue: String(type))
        partitioning = Self.partitioning(in: tokens, from: index + 2)
      case ("static", "var"), ("static", "let"):
        guard let kind else { continue }
        partitionings[kind, default: [:]][tokens[index + 2].text] = partitioning
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

  /// What a file's steps name that nothing declares, and partitions of what has none. Where nothing that is declared is near
  /// it is a note, since another module may declare it.
  func problems(in source: [Token], file: String) -> [Diagnostic] {
    let tokens = source.filter { $0.text != "`" }
    return tokens.indices.dropLast(3).flatMap { index -> [Diagnostic] in
      let kind: Kind
      switch (tokens[index].text, tokens[index + 1].text) {
      case ("Backfill", "("), ("Materialize", "("), ("ReportMaterialized", "("), ("WipeAsset", "("),
        ("Check", "("),
        ("to", ":"),
        ("of", ":"):
        kind = .asset
      case ("Launch", "("): kind = .job
      default: return []
      }
      let isList = tokens[index + 2].text == "["
      let names = names(in: tokens, from: index + (isList ? 3 : 2))
      let unknown = names.compactMap { problem(with: $0, kind, in: file) }
      guard unknown.isEmpty else { return unknown }
      return isList ? mixed(names, in: file) : partition(in: tokens, of: names, kind, in: file)
    }
  }

  /// That a list has assets of several kinds, of which the compiler can't make one type.
  private func mixed(_ names: [Token], in file: String) -> [Diagnostic] {
    let known = partitionings[.asset] ?? [:]
    guard let first = names.first, let expected = known[first.text],
      let other = names.first(where: { name in known[name.text].map { $0 != expected } ?? false }),
      let found = known[other.text]
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

  /// A partition of what has none, of which the compiler only says that its type conforms to no protocol.
  private func partition(in tokens: [Token], of names: [Token], _ kind: Kind, in file: String) -> [Diagnostic]
  {
    guard let name = names.first, names.count == 1, let index = tokens.firstIndex(of: name),
      partitionings[kind]?[name.text]?.hasSuffix("Unpartitioned") == true,
      tokens[index...].dropFirst().prefix(4).map(\.text).starts(with: [",", "partition", ":", "."])
    else { return [] }
    return [
      Diagnostic(
        file: file,
        position: Position(line: tokens[index + 2].line, column: tokens[index + 2].column),
        message: "expected no partition: .\(name.text) has none",
        hint: "leave `partition:` out"
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
    guard let known = partitionings[kind]?.keys, !known.contains(name.text) else { return nil }
    let near = nearest(to: String(name.text), among: known.map(String.init).sorted())
    let noun = kind == .asset ? "an asset" : "a Dagster job"
    return Diagnostic(
      near == nil ? .note : .error,
      file: file,
      position: Position(line: name.line, column: name.column),
      message: "expected \(noun) of the catalog, found .\(name.text)",
      hint: near.map { "did you mean .\($0)?" }
        ?? "if Dagster has got it since, `runner catalog pull` brings it into the catalog"
    )
  }
}
