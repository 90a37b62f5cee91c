/// What a GraphQL query selects, read so far as to know what an answer could look like.
struct SelectionSet {
  /// The fields and what each selects, in order.
  private(set) var fields: [Part] = []
  /// What the objects of a type have besides.
  private(set) var fragments: [Part] = []

  /// A field, or the fragment for a type.
  struct Part {
    var name: String
    var selection: SelectionSet
  }

  /// The selection of a query's only operation; fragments that are named elsewhere are left out.
  init(query: String) {
    var tokens = Self.tokens(of: query)[...]
    if let start = tokens.firstIndex(of: "{") {
      tokens = tokens[(start + 1)...]
      self.init(&tokens)
    } else {
      self.init()
    }
  }

  private init() {}

  /// Up to the closing brace.
  private init(_ tokens: inout ArraySlice<String>) {
    while let token = tokens.popFirst(), token != "}" {
      if token == "..." {
        guard tokens.popFirst() == "on", let type = tokens.popFirst(), tokens.popFirst() == "{" else {
          continue
        }
        fragments.append(Part(name: type, selection: SelectionSet(&tokens)))
      } else {
        var name = token
        if tokens.first == ":" { tokens = tokens.dropFirst(2) }
        if tokens.first == "(" { tokens = tokens.drop { $0 != ")" }.dropFirst() }
        if name.first == "$" { name.removeFirst() }
        var selection = SelectionSet()
        if tokens.first == "{" {
          tokens = tokens.dropFirst()
          selection = SelectionSet(&tokens)
        }
        fields.append(Part(name: name, selection: selection))
      }
    }
  }

  private static func tokens(of query: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in query {
      if character.isLetter || character.isNumber || "_$.".contains(character) {
        word.append(character)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = ""
      if "{}():".contains(character) { tokens.append(String(character)) }
    }
    return tokens
  }
}
