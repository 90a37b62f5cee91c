#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open file, closed when it goes.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ path: String, _ flags: Int32, doing operation: String) throws(SystemFailure) {
    var number: Int32
    repeat {
      number = open(path, flags | O_CLOEXEC, 0o640)
    } while number < 0 && errno == EINTR
    guard number >= 0 else { throw SystemFailure(operation: operation, code: errno) }
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// System calls whose names clash with methods where they are called.
enum SystemCall {
  static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Darwin.read(descriptor, buffer, count)
    #endif
  }

  static func write(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer, count)
    #else
      Darwin.write(descriptor, buffer, count)
    #endif
  }

  static func link(_ old: String, _ new: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.link(old, new)
    #elseif canImport(Musl)
      Musl.link(old, new)
    #else
      Darwin.link(old, new)
    #endif
  }

  static func rename(_ old: String, _ new: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.rename(old, new)
    #elseif canImport(Musl)
      Musl.rename(old, new)
    #else
      Darwin.rename(old, new)
    #endif
  }
}
