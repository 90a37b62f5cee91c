import ArgumentParser

@main
struct Faults: AsyncParsableCommand {
  func run() async throws {}
}
