/// The simple commands of a piece of shell, each as its words: enough for what a page shows.
///
/// Commands within `$(…)` are listed too. Assignments and redirections are left out.
struct ShellWords {
  private(set) var commands: [[String]] = []
  private var words: [String] = []
  private var word: String?
  private var rest: Substring

  static func commands(in text: String) -> [[String]] {
    var reader = ShellWords(text[...])
    reader.read()
    return reader.commands
  }

  private init(_ text: Substring) { rest = text }

  private mutating func read() {
    while let character = rest.popFirst() {
      switch character {
      case "\\": escape()
      case "'": quote { $0 == "'" }
      case "\"": quoteWithSubstitutions()
      case "$" where rest.first == "(": substitute()
      case "#" where word == nil: rest = rest.drop { $0 != "\n" }
      case " ", "\t": endWord()
      case "\n", ";", "|", "&", "(", ")": endCommand()
      case ">", "<":
        endWord()
        words.append(">")
      default: word = (word ?? "") + String(character)
      }
    }
    endCommand()
  }

  private mutating func escape() {
    guard let next = rest.popFirst() else { return }
    if next == "\n" { endWord() } else { word = (word ?? "") + String(next) }
  }

  private mutating func quote(until isEnd: (Character) -> Bool) {
    let inside = rest.prefix { !isEnd($0) }
    rest = rest.dropFirst(inside.count + 1)
    word = (word ?? "") + inside
  }

  private mutating func quoteWithSubstitutions() {
    word = word ?? ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "$", rest.first == "(" { substitute() } else { word?.append(character) }
    }
  }

  private mutating func substitute() {
    rest.removeFirst()
    var (inside, depth) = ("", 1)
    while let character = rest.popFirst() {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if depth == 0 { break }
      inside.append(character)
    }
    commands += Self.commands(in: inside)
    word = (word ?? "") + "$()"
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  private mutating func endCommand() {
    endWord()
    var kept: [String] = []
    for (index, word) in words.enumerated() where word != ">" && (index == 0 || words[index - 1] != ">") {
      let isAssignment = kept.isEmpty && word.prefixMatch(of: /[A-Za-z_]\w*=/) != nil
      if !isAssignment { kept.append(word) }
    }
    if let first = kept.first, first != "export" { commands.append(kept) }
    words = []
  }
}
