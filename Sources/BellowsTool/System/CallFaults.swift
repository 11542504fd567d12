// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Counts the system calls that write files, one of which can be made to fail, for tests.
final class CallFaults {
  /// How many calls there were.
  private(set) var count = 0
  private let failing: Int?
  private let code: Int32

  /// - Parameters:
  ///   - failing: The number of the call that fails, from 1; it is not made.
  ///   - code: What `errno` is then.
  init(failing: Int? = nil, code: Int32 = EIO) {
    self.failing = failing
    self.code = code
  }

  /// Makes a call, or fails in its place.
  func call(_ body: () -> Int32) -> Int32 {
    count += 1
    guard count == failing else { return body() }
    errno = code
    return -1
  }
}
