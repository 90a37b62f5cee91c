import ArgumentParser

/// The form of what is printed on standard output.
struct OutputOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "The form of the result on standard output.")
  var output = Form.text
}
