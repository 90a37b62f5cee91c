import Foundation
import TestSupport
import Testing

/// What ci/lib/programs.py takes out of an image, whatever its layers hold.
@Suite(
  .enabled(if: LocalRegistry.isThere, "skopeo or docker-registry is not installed"),
  .timeLimit(.minutes(5))
)
struct ImageContentTests {
  typealias Lab = VerifiedImageLab
  private static let below = "usr/local/bin/runner=text:old,usr/local/bin/trigger=text:old"

  private func taken(_ layers: [String], _ body: (Lab, Child.Ending) throws -> Void) async throws {
    try await Lab.with { lab in
      try lab.attest(try await lab.push(layers: layers))
      try body(lab, try await lab.verify())
    }
  }

  @Test func laterLayersCount() async throws {
    try await taken([Self.below, "./usr/local/bin/runner=text:new"]) { lab, ending in
      #expect(ending.status == 0, "\(ending)")
      #expect(lab.text("programs/runner") == "new" && lab.text("programs/trigger") == "old")
    }
  }

  /// Debian has a link there, which the image's own layer replaces.
  @Test func aLinkOfTheBaseIsReplaced() async throws {
    let library = "usr/lib/x86_64-linux-gnu/libz.so.1"
    try await taken(["\(library)=link:libz.so.1.2.13", "\(Self.below),\(library)=text:z"]) { lab, ending in
      #expect(ending.status == 0, "\(ending)")
      #expect(lab.text("programs/lib/libz.so.1") == "z")
    }
  }

  @Test(arguments: [
    "usr/local/bin/.wh.runner=text:", "usr/local/.wh.bin=text:", ".wh.usr=text:",
    "usr/local/bin/.wh..wh..opq=text:",
    "usr/.wh..wh..opq=text:",
  ])
  func whatALayerDeletesIsGone(entry: String) async throws {
    try await taken([Self.below, entry]) { lab, ending in
      #expect(ending.status == 77, "\(ending)")
      #expect(ending.errors.contains("/usr/local/bin/runner"))
      lab.expectNothing()
    }
  }

  @Test(arguments: [
    "usr/local/bin/runner=link:/bin/sh", "usr/local/bin/runner=hard:etc/passwd",
    "usr/local/bin/trigger=device:",
    "usr/local/bin=link:/tmp", "usr/lib=link:/tmp", "usr/local/bin/runner=folder:",
    "usr/lib/x86_64-linux-gnu/libz.so.1=link:/tmp/evil",
  ])
  func aLinkInAProgramsPlaceIsRefused(entry: String) async throws {
    try await taken([Self.below, entry]) { lab, ending in
      #expect(ending.status == 77, "\(ending)")
      #expect(ending.errors.contains("is not an image that ci/image builds"))
      lab.expectNothing()
    }
  }

  /// Everything else is never looked at, so that no path leads out of the folder.
  @Test(arguments: [
    "../../../../broken=text:x", "/broken=text:x", "usr/local/bin/../../../../broken=text:x",
    "usr/local/bin/other=text:x",
    "usr/lib/x86_64-linux-gnu/libc.so.6=text:x", "usr/lib/../libz.so.1=text:x", "dev/null=device:",
    "version=text:x",
    "usr/local/bin/runner/x=text:x",
  ])
  func nothingElseIsWritten(entry: String) async throws {
    try await taken([Self.below, entry]) { lab, ending in
      #expect(ending.status == 0, "\(ending)")
      let folder = lab.folder.appending(path: "programs").path
      let found = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      #expect(found == ["lib", "runner", "trigger", "version"])
      #expect(lab.text("programs/version")?.hasPrefix("VERSION=sha256:") == true)
      #expect(!FileManager.default.fileExists(atPath: lab.folder.appending(path: "broken").path))
    }
  }
}
