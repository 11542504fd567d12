// Part of Bellows. MIT licence: see LICENSE.
import Dispatch

/// A queue with a thread of its own, as the executor of an actor.
final class ConnectionQueue: SerialExecutor {
  let queue = DispatchQueue(label: "Bellows.SQLite")

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The same queue for what is no part of the actor, but calls it again and again.
@available(macOS 15, *)
final class ConnectionExecutor: TaskExecutor {
  private let queue: DispatchQueue

  init(_ work: ConnectionQueue) { queue = work.queue }

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
