// Part of Bellows. MIT licence: see LICENSE.
#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Both results, worked out at the same time where there is a second core, and one after the other where there is little
/// to do.
///
/// Worth it for work of a millisecond and more: to start a thread takes some hundredths of one.
package func concurrently<First, Second: Sendable>(
  if isMuch: Bool = true, _ first: () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  guard isMuch else { return (first(), second()) }
  let background = Background(second)
  return (first(), background.result())
}

/// Work that begins at once on a thread of its own, for a result that is needed later.
///
/// Any thread may ask for it, and any number of times. The thread has the stack of a main thread, where those that a
/// library keeps ready may have a sixteenth of it: types nest two hundred levels deep.
package final class Background<Result: Sendable>: @unchecked Sendable {
  // Unchecked: the thread is looked at under the lock, and its result once it has ended.
  private let work: Work<Result>
  private var thread: pthread_t?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init(_ body: @escaping @Sendable () -> Result) {
    work = Work(body)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 8 << 20)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let isStarted =
      pthread_create(
        &thread, &attributes,
        { pointer in
          // Only some systems say that there may be none.
          let pointer: UnsafeMutableRawPointer? = pointer
          if let pointer { Unmanaged<AnyWork>.fromOpaque(pointer).takeUnretainedValue().run() }
          return nil
        }, Unmanaged.passUnretained(work).toOpaque()) == 0
    // Where no thread was to be had, whoever asks for the result does the work.
    if isStarted { self.thread = thread }
  }

  // The thread works on what this object holds.
  deinit {
    join()
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Waits for the end of the work.
  package func result() -> Result {
    join()
    return work.result ?? work.body()
  }

  private func join() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}

/// What a thread is to do, without the type of its result: a function for C cannot be generic.
private class AnyWork {
  func run() {}
}

private final class Work<Result>: AnyWork {
  let body: () -> Result
  /// Written by the thread, and read by who has waited for its end.
  private(set) var result: Result?

  init(_ body: @escaping () -> Result) { self.body = body }

  override func run() { result = body() }
}
