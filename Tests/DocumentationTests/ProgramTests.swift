import Foundation
import TestSupport
import Testing

/// What all programs have in common.
@Suite struct ProgramTests {
  static let programs = ["emit", "runner", "trigger"]

  private func run(_ command: String, environment: [String: String?] = [:]) async throws -> Child.Ending {
    let folder = try buildFolder().path
    return try await Child(
      "/bin/bash",
      ["-c", command],
      environment: ["PATH": "\(folder):/usr/bin:/bin"].merging(environment) { $1 },
      directory: inPackage("").path
    ).ending()
  }

  @Test(arguments: programs) func saysItsVersion(program: String) async throws {
    let own: [String: String?] = ["PRODUCTION_JOBS_VERSION": nil, "PRODUCTION_JOBS_COMMIT": nil]
    let built = try await run("\(program) --version", environment: own)
    #expect(built == Child.Ending(status: 0, output: "development\n", errors: ""))
    let image = ["PRODUCTION_JOBS_VERSION": "1.4.0", "PRODUCTION_JOBS_COMMIT": "0123abc"]
    let released = try await run("\(program) --version", environment: image)
    #expect(released == Child.Ending(status: 0, output: "1.4.0 (0123abc)\n", errors: ""))
  }

  /// What was taken out of an image has not its environment, and its folder says what it is.
  @Test func aFolderOfProgramsSaysItsVersion() async throws {
    let folder = try Folder()
    let program = try buildFolder().appending(path: "trigger").path
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/trigger",
      withDestinationPath: program
    )
    try folder.write("VERSION=sha256:00ff\n", to: "version")
    let ending = try await run(
      "ci/trigger --version",
      environment: [
        "PRODUCTION_JOBS_TRIGGER": folder.path, "PRODUCTION_JOBS_VERSION": nil, "PRODUCTION_JOBS_COMMIT": nil,
      ]
    )
    #expect(ending == Child.Ending(status: 0, output: "sha256:00ff\n", errors: ""))
  }

  /// Completes the last word of a line as a shell with the program's own script does.
  private func completions(of line: String, program: String, function: String) async throws -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { "'\($0)'" }
    let ending = try await run(
      """
      source <(\(program) --generate-completion-script bash)
      COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(words.count - 1) COMP_LINE='\(line)'
      COMP_POINT=${#COMP_LINE}
      \(function) \(program) "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    )
    return ending.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["plan", "run", "validate", "status", "cancel"])
  func theRunnersScriptCompletesJobs(command: String) async throws {
    let found = try await completions(
      of: "runner \(command) recover-",
      program: "runner",
      function: "_runner"
    )
    #expect(found.map { $0.trimmingCharacters(in: .whitespaces) } == ["recover-orders-2024-02"])
  }

  @Test func theTriggersScriptCompletesJobs() async throws {
    let found = try await completions(
      of: "ci/trigger recover-",
      program: "trigger",
      function: "_ci/trigger"
    )
    #expect(found.map { $0.trimmingCharacters(in: .whitespaces) } == ["recover-orders-2024-02"])
  }
}
