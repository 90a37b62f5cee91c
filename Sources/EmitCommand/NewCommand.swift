import ArgumentParser
import Emission

/// Writes files to begin with.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes files to begin with.",
    subcommands: [NewCommandCommand.self, NewJobCommand.self, NewRepositoryCommand.self]
  )
}

struct NewJobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job",
    abstract: "Writes Sources/Jobs/NAME.swift, which compiles.",
    discussion: """
      The job reload-orders-2024-03 is the constant reloadOrders202403 in ReloadOrders202403.swift. What is left to \
      fill in, `swift run emit` reports at its line. Run it in the package's folder. Exit codes: 0 written; 2 the \
      name is taken, here is no package, or the file can't be written; 64 usage, such as a name that no job can have.
      """
  )

  @Argument(
    help: "The job's name, used once for all time: at most 63 small letters, digits and `-`."
  )
  var name: String

  @Option(help: "The team or person that answers for it; left out, to be filled in.")
  var owner = ""

  @Option(help: "Why it is needed; left out, to be filled in.")
  var reason = ""

  private var job: NewJob { NewJob(name, owner: owner, reason: reason) }

  func validate() throws {
    let mistakes = job.mistakes
    guard mistakes.isEmpty else { throw ValidationError(mistakes.joined(separator: "\n")) }
  }

  func run() async throws {
    try await reportingErrors {
      try expectPackage()
      try job.write(beside: EmitCommand.jobs)
      print(
        """
        added   \(job.path)
        Write its steps\(owner.isEmpty || reason.isEmpty ? ", owner and reason" : ""), then `swift run emit`: it says \
        at which line something is wrong or left, and else writes generated/\(name). Commit both.
        """
      )
    }
  }
}
