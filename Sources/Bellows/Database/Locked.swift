// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A value behind a mutex.
///
/// The runtime's only lock; used for each row, where an actor would cost more than the row. The value must not be a
/// function: Swift wraps a function again at each access to a generic value, and calls of all its layers overflow the stack.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  // Unchecked: the value is behind the lock.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Reads or changes the value while the lock is held.
  package func with<Result>(_ work: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try work(&value)
  }
}
