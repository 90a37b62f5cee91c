import Programs
import Testing

@Suite struct ProgramTests {
  @Test func givesBackWhatTheProgramWrote() throws {
    let text = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    let result = try Program(name: "cat").run([], input: text)
    #expect(result.status == 0)
    #expect(result.output == text)
  }

  @Test func passesArgumentsAsTheyAre() throws {
    let words = ["a b", "$HOME", "'", "\"", "`id`", "", "é"]
    let result = try Program(name: "printf").run(["%s\n"] + words)
    #expect(String(decoding: result.output, as: UTF8.self) == words.map { $0 + "\n" }.joined())
  }

  @Test func addsToTheEnvironment() throws {
    let result = try Program(name: "sh").run(
      ["-c", "echo $ADDED; echo ${PATH:+kept}"],
      environment: ["ADDED": "a b"]
    )
    #expect(String(decoding: result.output, as: UTF8.self) == "a b\nkept\n")
  }

  @Test func tellsHowTheProgramEnded() throws {
    #expect(try Program(name: "sh").run(["-c", "exit 3"]).status == 3)
    #expect(try Program(name: "sh").run(["-c", "kill -KILL $$"]).status == 128 + 9)
  }

  @Test func aProgramThatCannotBeRunIsAnError() {
    let failure = #expect(throws: ProgramFailure.self) { try Program(name: "/").run([]) }
    #expect(failure?.description == "can't run `/`: Permission denied")
  }

  @Test func aProgramThatIsNotThereIsAnError() {
    let failure = #expect(throws: ProgramFailure.self) { try Program(name: "no-such-program").run([]) }
    #expect(
      failure?.description == "expected the program `no-such-program` in PATH, found none: install it"
    )
  }
}
