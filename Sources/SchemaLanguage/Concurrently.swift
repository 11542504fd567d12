// Part of Bellows. MIT licence: see LICENSE.
import Dispatch

/// Both results, worked out at the same time where there is a second core.
///
/// Worth it for work of a millisecond and more: to wake a thread takes some hundredths of one.
package func concurrently<First, Second: Sendable>(
  _ first: () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  // Written by the other thread, and read when that has ended.
  nonisolated(unsafe) var result: Second?
  let work = DispatchWorkItem { result = second() }
  DispatchQueue.global(qos: .userInitiated).async(execute: work)
  let own = first()
  work.wait()
  guard let result else { preconditionFailure("what was waited for has ended") }
  return (own, result)
}
