import RunnerCommand

@main
struct Runner {
  static func main() { RunnerProgram.main() }
}
