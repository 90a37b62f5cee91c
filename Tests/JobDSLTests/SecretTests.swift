import JobDSL
import Testing

@Suite struct SecretTests {
  private let secret = Secret(env: "TOKEN")

  @Test func hasNoText() {
    #expect(secret.description == "<secret-without-text>")
    #expect(String(describing: secret) == "<secret-without-text>")
    #expect(String(reflecting: secret) == "<secret-without-text>")
    #expect(Mirror(reflecting: secret).children.isEmpty)
    var dumped = ""
    dump([secret], to: &dumped)
    #expect(!dumped.contains("TOKEN"))
  }

  @Test func isAReferenceInAConfiguration() {
    #expect(secret.reference == .map([ConfigValue.Entry("env", .string("TOKEN"))]))
  }
}
