import EmitCommand
import Jobs

@main
struct Emit {
  static func main() async { await EmitProgram.main(jobs: allJobs) }
}
