// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs `work` while no other command writes to the package: a second one waits.
///
/// The system releases the lock of the folder when the process ends. Where a folder cannot be locked, nothing waits.
func withPackageLock<Result>(_ work: () throws(Failure) -> Result) throws(Failure) -> Result {
  let folder = open(".", O_RDONLY | O_CLOEXEC)
  defer { if folder >= 0 { close(folder) } }
  if folder >= 0 {
    while flock(folder, LOCK_EX) != 0, errno == EINTR {}
  }
  return try work()
}
