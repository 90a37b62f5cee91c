/// Does nothing: what the start of any Swift program costs.
@main
enum Empty {
  static func main() {}
}
