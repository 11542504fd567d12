// Part of Bellows. MIT licence: see LICENSE.
import CSQLite

/// Takes what is committed over from the log into the database, as SQLite does by itself, and knows how long that took:
/// others can write meanwhile.
final class WriteAheadLog {
  /// After so many pages, as SQLite does.
  private static let pages: Int32 = 1000

  /// How long others could write, in all.
  private(set) var writableTime = Duration.zero

  /// Makes the connection call this after each commit, when it has let go of the write lock.
  func install(on handle: OpaquePointer) {
    sqlite3_wal_hook(
      handle,
      { context, handle, name, pages in
        guard let context, pages >= WriteAheadLog.pages else { return SQLITE_OK }
        let start = ContinuousClock.now
        // What another one's lock keeps it from taking over now comes with a later commit.
        sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().writableTime += start.duration(to: .now)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
