extension Program {
  /// Git, which says in English what it has to say.
  package static let git = Program(name: "git")

  /// Asks Git, in the working folder; what it says on stderr is kept.
  package func ask(_ arguments: [String]) throws -> Result {
    try run(arguments, environment: ["LC_ALL": "C"], isQuiet: true)
  }
}

extension Program.Result {
  /// What Git said, on one line; empty where it said nothing.
  package var gitWords: String {
    let text = String(decoding: errors.prefix(2_000), as: UTF8.self)
    let line = text.split { $0.isWhitespace }.joined(separator: " ")
    return line.isEmpty ? "" : "; Git says: \(line)"
  }

  /// Why Git finds no repository, and what to do.
  package var noRepository: String {
    let text = String(decoding: errors, as: UTF8.self)
    if text.contains("dubious ownership") {
      return
        "expected a Git repository that belongs to whoever runs this, found somebody else's, which Git doesn't read: "
        + "run it as its owner, or, where you trust it, `git config --global --add safe.directory FOLDER` with the folder "
        + "that Git names (in a pipeline's container: right after the checkout)\(gitWords)"
    }
    if text.contains("not a git repository") {
      return
        "expected a Git repository around the working folder, found none: run it in a checkout\(gitWords)"
    }
    return
      "expected a Git repository around the working folder, found one that Git can't read: fix what it names, or "
      + "make a new checkout\(gitWords)"
  }
}
