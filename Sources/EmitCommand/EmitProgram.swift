import ArgumentParser
public import JobDSL

/// The program `emit`, of whichever package has jobs.
///
/// ```swift
/// @main
/// struct Emit {
///   static func main() async { await EmitProgram.main(jobs: allJobs) }
/// }
/// ```
public enum EmitProgram {
  /// Does what the command line says, and exits with what came of it.
  ///
  /// - Parameters:
  ///   - jobs: all that the package has: `allJobs`, which the plugin `RegisterJobs` writes. They are made once the commands
  ///     are known.
  ///   - commands: those of the package's own, beside the ones that every package has.
  public static func main(jobs: @autoclosure () -> [Job], commands: [any Command.Type] = []) async {
    Commands.add(commands)
    await EmitCommand.$jobs.withValue(jobs()) { await EmitCommand.main() }
  }
}
