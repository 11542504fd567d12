// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Foundation

/// The wait for another connection's lock; it ends when the task is cancelled.
final class BusyWait: @unchecked Sendable {
  // Unchecked: `start` is used only on the connection's queue.
  private let cancelled = Locked(false)
  private var start = ContinuousClock.now
  /// The longest wait.
  let timeout: Duration

  init(timeout: Duration) { self.timeout = timeout }

  /// Whether the task is cancelled.
  var isCancelled: Bool {
    get { cancelled.with { $0 } }
    set { cancelled.with { $0 = newValue } }
  }

  /// The advice for a lock that was not released.
  var situation: String {
    "another connection held its lock for more than \(timeout); end that transaction, or wait longer (busyTimeout)"
  }

  /// Installs this wait as the busy handler of a connection.
  func install(on handle: OpaquePointer) {
    sqlite3_busy_handler(
      handle,
      { context, count in
        guard let context else { return 0 }
        return Unmanaged<BusyWait>.fromOpaque(context).takeUnretainedValue().goesOn(after: Int(count)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Sleeps, longer each time, and returns whether to try again.
  private func goesOn(after count: Int) -> Bool {
    if count == 0 { start = .now }
    if isCancelled || start.duration(to: .now) >= timeout { return false }
    let milliseconds = [1, 2, 5, 10, 15, 20, 25]
    usleep(UInt32(count < milliseconds.count ? milliseconds[count] : 50) * 1000)
    return true
  }
}
