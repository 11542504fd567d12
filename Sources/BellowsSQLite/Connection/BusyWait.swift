// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Foundation

/// How long a connection waits for another one's lock, and that a cancelled task doesn't wait.
final class BusyWait: @unchecked Sendable {
  // Unchecked: what changes is behind the lock; the rest is set before anybody else sees it.
  private let lock = NSLock()
  private var cancelled = false
  private var start = ContinuousClock.now
  /// How long it waits.
  let timeout: Duration

  init(timeout: Duration) { self.timeout = timeout }

  /// Whether waiting has no sense any more.
  var isCancelled: Bool {
    get { lock.withLock { cancelled } }
    set { lock.withLock { cancelled = newValue } }
  }

  /// What to do about a lock that wasn't let go.
  var situation: String {
    "another connection held its lock for more than \(timeout); end that transaction, or wait longer (busyTimeout)"
  }

  /// Makes the connection ask here each time it meets a lock.
  func install(on handle: OpaquePointer) {
    sqlite3_busy_handler(
      handle,
      { context, count in
        guard let context else { return 0 }
        return Unmanaged<BusyWait>.fromOpaque(context).takeUnretainedValue().goesOn(after: Int(count)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Sleeps a little, longer each time, and says whether to try again.
  private func goesOn(after count: Int) -> Bool {
    if count == 0 { start = .now }
    if isCancelled || start.duration(to: .now) >= timeout { return false }
    let milliseconds = [1, 2, 5, 10, 15, 20, 25]
    usleep(UInt32(count < milliseconds.count ? milliseconds[count] : 50) * 1000)
    return true
  }
}
