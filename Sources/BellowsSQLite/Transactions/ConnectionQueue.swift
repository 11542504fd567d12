// Part of Bellows. MIT licence: see LICENSE.
import Dispatch

/// The queue of a connection, as the executor of its actor.
final class ConnectionQueue: SerialExecutor {
  let queue = DispatchQueue(label: "Bellows.SQLite")

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The same queue as a task executor, for code that calls the actor many times.
@available(macOS 15, *)
final class ConnectionExecutor: TaskExecutor {
  private let queue: DispatchQueue

  init(_ work: ConnectionQueue) { queue = work.queue }

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
