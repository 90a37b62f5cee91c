/// Waits until it is so. A test whose time is up is cancelled, and doesn't wait any longer.
package func waitUntil(_ isSo: () throws -> Bool) async rethrows {
  while try !isSo() {
    guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return }
  }
}
