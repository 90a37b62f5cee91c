extension String {
  /// At most so many characters, the last a `…` where something was cut off.
  package func clipped(to length: Int) -> String {
    count <= length ? self : prefix(length - 1) + "…"
  }
}
