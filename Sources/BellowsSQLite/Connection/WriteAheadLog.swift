// Part of Bellows. MIT licence: see LICENSE.
import CSQLite

/// Checkpoints the write-ahead log as SQLite does by default, and measures the time: other connections can write
/// meanwhile.
final class WriteAheadLog {
  /// The number of pages before a checkpoint, as SQLite's default.
  private static let pages: Int32 = 1000

  /// How long, in total, other connections could write.
  private(set) var writableTime = Duration.zero

  /// Installs this as the hook of a connection, called after each commit without the write lock.
  func install(on handle: OpaquePointer) {
    sqlite3_wal_hook(
      handle,
      { context, handle, name, pages in
        guard let context, pages >= WriteAheadLog.pages else { return SQLITE_OK }
        let start = ContinuousClock.now
        // Pages that another connection's lock protects are checkpointed after a later commit.
        sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().writableTime += start.duration(to: .now)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
