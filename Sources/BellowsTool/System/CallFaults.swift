// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Counts the system calls that write files and, for tests, makes one of them fail.
final class CallFaults {
  /// The number of calls so far.
  private(set) var count = 0
  private let failing: Int?
  private let code: Int32

  /// - Parameters:
  ///   - failing: The number of the call to skip, from 1.
  ///   - code: The `errno` of that failure.
  init(failing: Int? = nil, code: Int32 = EIO) {
    self.failing = failing
    self.code = code
  }

  /// Makes a call, or fails instead.
  func call(_ body: () -> Int32) -> Int32 {
    count += 1
    guard count == failing else { return body() }
    errno = code
    return -1
  }
}
