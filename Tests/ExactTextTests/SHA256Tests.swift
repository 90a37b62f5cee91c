import ExactText
import Testing

@Suite struct SHA256Tests {
  /// From https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, and that of nothing.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func isThatOfTheStandard(text: String, digest: String) {
    #expect(SHA256.hash(Array(text.utf8)).hexadecimal == digest)
  }

  /// Each length around one and two blocks, by Python's hashlib: the hash of the hashes of 0 to 299 bytes 0, 1, 2, ….
  @Test func isThatOfEveryLength() {
    var all = SHA256()
    for length in 0..<300 { all.update(SHA256.hash((0..<length).map { UInt8($0 % 256) })) }
    #expect(all.finalized().hexadecimal == "df90175783c44235cf6aefd935a2c2747f42399416d16789ece339f1fd26d835")
  }

  @Test func partsAreOneText() {
    let text = (0..<1_000).map { UInt8($0 % 251) }
    for size in [1, 3, 63, 64, 65, 127, 500, 999] {
      var hash = SHA256()
      for start in stride(from: 0, to: text.count, by: size) {
        hash.update(Array(text[start..<min(start + size, text.count)]))
        #expect(hash.finalized().count == 32)
      }
      #expect(hash.finalized() == SHA256.hash(text), "\(size)")
    }
  }
}
