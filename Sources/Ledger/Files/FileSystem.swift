#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The calls of the operating system that a ledger makes. A test sets `fault` to have one of them fail.
struct FileSystem: Sendable {
  enum Call: String, Sendable, CaseIterable {
    case write, sync, link, rename, syncDirectory
  }

  /// The `errno` that a call fails with instead of being made.
  var fault: @Sendable (Call) -> Int32? = { _ in nil }

  /// More than any record has; what lies in a record's place may be something else.
  static let maximumBytes = 64 << 20

  /// The whole of a file; fails with `EFBIG` where it is larger than `maximumBytes`.
  func read(_ path: String) throws(SystemFailure) -> [UInt8] {
    let descriptor = try Descriptor(path, O_RDONLY, doing: "read \(path)")
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try retrying("read \(path)") { SystemCall.read(descriptor.number, &chunk, chunk.count) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= Self.maximumBytes else {
        throw SystemFailure(operation: "read \(path)", code: EFBIG)
      }
    }
  }

  /// Writes a new file and brings it to the disk. It may be there in part when this throws.
  func write(_ bytes: [UInt8], _ path: String) throws(SystemFailure) {
    let operation = "write \(path)"
    let descriptor = try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL, doing: operation)
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(
        try retrying(operation, .write) {
          rest.withUnsafeBytes { SystemCall.write(descriptor.number, $0.baseAddress, $0.count) }
        }
      )
    }
    _ = try retrying(operation, .sync) { Int(fsync(descriptor.number)) }
  }

  func link(_ old: String, _ new: String) throws(SystemFailure) {
    _ = try retrying("create \(new)", .link) { Int(SystemCall.link(old, new)) }
  }

  func rename(_ old: String, _ new: String) throws(SystemFailure) {
    _ = try retrying("replace \(new)", .rename) { Int(SystemCall.rename(old, new)) }
  }

  /// What is left when it cannot be removed is never read.
  func remove(_ path: String) {
    unlink(path)
  }

  /// Brings a directory's names to the disk.
  func sync(_ directory: String) throws(SystemFailure) {
    let operation = "write \(directory)"
    let descriptor = try Descriptor(directory, O_RDONLY | O_DIRECTORY, doing: operation)
    _ = try retrying(operation, .syncDirectory) { Int(fsync(descriptor.number)) }
  }

  func createDirectories(_ path: String) throws(SystemFailure) {
    if mkdir(path, 0o700) == 0 { return try sync(parent(of: path)) }
    let code = errno
    if code == ENOENT, parent(of: path) != path {
      try createDirectories(parent(of: path))
      return try createDirectories(path)
    }
    // A volume that is mounted for reading says EROFS of a directory that is there.
    if access(path, F_OK) != 0 { throw SystemFailure(operation: "create \(path)", code: code) }
  }

  func names(_ directory: String) throws(SystemFailure) -> [String] {
    guard let stream = opendir(directory) else {
      throw SystemFailure(operation: "read \(directory)", code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      names.append(Self.name(of: entry))
    }
    guard errno == 0 else { throw SystemFailure(operation: "read \(directory)", code: errno) }
    return names
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: &entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Makes the call until no signal interrupts it.
  private func retrying(
    _ operation: String,
    _ call: Call? = nil,
    _ body: () -> Int
  ) throws(SystemFailure) -> Int {
    if let code = call.flatMap(fault) { throw SystemFailure(operation: operation, code: code) }
    while true {
      let result = body()
      if result >= 0 { return result }
      let code = errno
      guard code == EINTR else { throw SystemFailure(operation: operation, code: code) }
    }
  }
}
