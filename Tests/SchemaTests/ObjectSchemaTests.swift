import Schema
import Testing

@Suite struct ObjectSchemaTests {
  struct Person: Equatable, Sendable {
    var name: String
    var age: Int
    var isAdmin = false
    var nick: String?
    var home: Home?
  }

  struct Home: Equatable, Sendable { var city: String }

  private static let home = Schema<Home>.object(
    "A home",
    .required("city", \.city, .string, "where"),
    make: Home.init
  )

  private static let shortName = Schema<String>.string("a short name") { $0.count < 5 }
  private static let filled = Schema<String>.string("a nick") { !$0.isEmpty }

  private let schema = Schema<Person>.object(
    "A person",
    .required("name", \.name, shortName, "what to call them"),
    .required("age", \.age, .integer(in: 0...150), "in years"),
    .optional("isAdmin", \.isAdmin, .boolean, default: false, "whether they rule"),
    .optional("nick", \.nick, filled, "another name"),
    .optional("home", \.home, home, "where they live"),
    make: Person.init
  )

  @Test func readsEveryKeyInAnyOrder() {
    let result = decode(schema, "nick: A\nhome: {city: Rome}\nage: 30\nisAdmin: true\nname: Ann\n")
    #expect(result.problems.isEmpty)
    #expect(result.value == Person(name: "Ann", age: 30, isAdmin: true, nick: "A", home: Home(city: "Rome")))
  }

  @Test func writesTheKeysInTheirOrderAndLeavesDefaultsOut() {
    #expect(encode(schema, Person(name: "Ann", age: 3)) == "name: Ann\nage: 3\n")
    let whole = Person(name: "Ann", age: 3, isAdmin: true, nick: "A", home: Home(city: "Rome"))
    #expect(encode(schema, whole) == "name: Ann\nage: 3\nisAdmin: true\nnick: A\nhome:\n  city: Rome\n")
  }

  @Test func findsTheKeyOfAProperty() async {
    #expect(schema.key(of: \.nick) == "nick")
    #expect(schema.checked { _ in [] }.constrained(.has(["name"])).key(of: \.isAdmin) == "isAdmin")
    await #expect(processExitsWith: .failure) {
      _ = Schema<Home>.object("A home", make: { Home(city: "") }).key(of: \.city)
    }
  }

  @Test func reportsAllProblemsAtOnce() {
    let text = """
      nmae: Ann
      age: "30"
      isAdmin: yes
      nick: ""
      nick: B
      home:
        town: Rome
      """
    #expect(
      decode(schema, text).problems == [
        #"f:5:1: error: nick: expected a new key, found "nick" again, first written at 4:1 (remove one of the two)"#,
        "f:1:1: error: nmae: unknown key `nmae`, expected `name`, `age`, `isAdmin`, `nick`, `home` (did you mean `name`?)",
        "f:1:1: error: expected the key `name`: what to call them (add it)",
        #"f:2:6: error: age: expected a whole number from 0 to 150, found "30""#,
        "f:3:10: error: isAdmin: expected true or false, found yes (a boolean in YAML 1.1)",
        #"f:4:7: error: nick: expected a nick, found """#,
        "f:7:3: error: home.town: unknown key `town`, expected `city`",
        "f:7:3: error: home: expected the key `city`: where (add it)",
      ]
    )
  }

  @Test(arguments: ["[]", "1", "text"])
  func whatIsNoMapping(text: String) {
    let found = ["[]": "a sequence", "1": "1", "text": "\"text\""][text, default: ""]
    #expect(
      decode(schema, text).problems == [
        "f:1:1: error: expected a mapping with the keys `name`, `age`, `isAdmin`, `nick`, `home`, found \(found)"
      ]
    )
  }

  @Test func issuesNameTheKey() {
    let person = Person(name: "Annabel", age: 151, nick: "")
    #expect(
      issues(schema, person) == [
        #"name: expected a short name, found "Annabel""#,
        "age: expected a whole number from 0 to 150, found 151",
        #"nick: expected a nick, found """#,
      ]
    )
  }

  @Test func theShapeListsTheFields() throws {
    var object: ObjectShape?
    if case .object(let shape) = schema.shape { object = shape }
    let shape = try #require(object)
    #expect(shape.summary == "A person")
    #expect(shape.fields.map(\.name) == ["name", "age", "isAdmin", "nick", "home"])
    #expect(shape.fields.map(\.isRequired) == [true, true, false, false, false])
    #expect(
      shape.fields.map(\.shape.noun) == [
        "a short name", "a whole number from 0 to 150", "true or false", "a nick", "a mapping",
      ]
    )
  }
}
