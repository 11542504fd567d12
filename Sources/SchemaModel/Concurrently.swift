// Part of Bellows. MIT licence: see LICENSE.
#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs both closures and returns their results: in parallel, or one after the other if `isMuch` is false.
///
/// Starting a thread takes tens of microseconds, so it pays for work of a millisecond or more.
package func concurrently<First, Second: Sendable>(
  if isMuch: Bool = true, _ first: () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  guard isMuch else { return (first(), second()) }
  let background = Background(second)
  return (first(), background.result())
}

/// Work that starts at once on its own thread, with a result that is read later.
///
/// Any thread may read the result, any number of times. The thread has the stack size of a main thread, because types
/// nest up to 200 levels deep and the threads of a pool may have a sixteenth of it.
package final class Background<Result: Sendable>: @unchecked Sendable {
  // Unchecked: `thread` is accessed under the lock, and the result only after the thread has ended.
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
          // The parameter is optional on some systems and not on others.
          let pointer: UnsafeMutableRawPointer? = pointer
          if let pointer { Unmanaged<AnyWork>.fromOpaque(pointer).takeUnretainedValue().run() }
          return nil
        }, Unmanaged.passUnretained(work).toOpaque()) == 0
    // If no thread could be started, `result()` does the work.
    if isStarted { self.thread = thread }
  }

  // The thread uses this object, so it must have ended.
  deinit {
    join()
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Waits for the end of the work and returns its result.
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

/// The work of a thread without the type of its result: a function for C cannot be generic.
private class AnyWork {
  func run() {}
}

private final class Work<Result>: AnyWork {
  let body: () -> Result
  /// Written by the thread; read only after the thread was joined.
  private(set) var result: Result?

  init(_ body: @escaping () -> Result) { self.body = body }

  override func run() { result = body() }
}
