import ArgumentParser

@main
struct Trigger: AsyncParsableCommand {
  func run() async throws {}
}
