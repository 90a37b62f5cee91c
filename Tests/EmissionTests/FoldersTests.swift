import Foundation
import TestSupport
import Testing

/// What ci/lib/folders.py takes for a circle between the folders of a target.
@Suite(.enabled(if: (try? program("python3")) != nil)) struct FoldersTests {
  private func found(in files: [String: String]) async throws -> Child.Ending {
    let folder = try Folder()
    for (name, text) in files { try folder.write(text, to: "Sources/T/\(name)") }
    let script = inPackage("ci/lib/folders.py").path
    return try await run(program("python3"), [script], in: URL(filePath: folder.path))
  }

  @Test(arguments: [
    ["A/A.swift": "struct A {}\nfunc a(_ b: B) {}\n", "B/B.swift": "enum B { case a(A) }\n"],
    [
      "A/A.swift": "public func first() {}\nlet b = C()\n", "B/B.swift": "func b() { first() }\n",
      "C.swift": "struct C { let b = b() }\n",
    ],
    [
      "A/A.swift": "struct A {}\n", "A/A2.swift": "let text = \"\\(B.self)\"\n",
      "B/B.swift": "protocol B: A {}\n",
    ],
  ])
  func isACircle(_ files: [String: String]) async throws {
    let ending = try await found(in: files)
    #expect(ending.status == 1)
    #expect(ending.errors.hasPrefix("Sources/T: a circle of A, B"), "\(ending)")
  }

  @Test(arguments: [
    ["A/A.swift": "struct A {}\n", "B/B.swift": "struct B { let a: A }\n"],
    ["A/A.swift": "/// Not B.\nstruct A { let b = \"B\" }\n", "B/B.swift": "struct B { let a: A }\n"],
    ["A/A.swift": "struct A {\n  enum B {}\n  let b: B\n}\n", "B/B.swift": "struct B { let a: A }\n"],
    ["A.swift": "struct A { let b: B }\n", "B.swift": "indirect enum B { case a(A) }\n"],
  ])
  func isNone(_ files: [String: String]) async throws {
    let ending = try await found(in: files)
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending)")
  }
}
