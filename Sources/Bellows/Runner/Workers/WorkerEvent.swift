// Part of Bellows. MIT licence: see LICENSE.

/// An event of a worker.
enum WorkerEvent: Hashable, Sendable {
  /// A worker, or a step, waits; the reason names what for.
  case waits(for: String)
  /// A worker helps a run with a backfill.
  case joined(backfill: String, run: String)
  /// A worker continues the key range of one that has ended, or was silent for too long.
  case tookOver(backfill: String, from: String, number: Int)

  /// The event in a sentence.
  var sentence: String {
    switch self {
    case .waits(let reason): "waiting: \(printable(reason))"
    case .joined(let backfill, let run): "\(backfill): helping \(printable(run))"
    case .tookOver(let backfill, let worker, let number):
      "\(backfill): continuing key range \(number) of \(printable(worker)), which has ended or was silent for too long"
    }
  }

  /// The event for programs.
  var json: JSONValue {
    switch self {
    case .waits(let reason): .members(["event": "waits", "reason": .string(reason)])
    case .joined(let backfill, let run):
      .members(["event": "joined", "backfill": .string(backfill), "run": .string(run)])
    case .tookOver(let backfill, let worker, let number):
      .members([
        "event": "took-over", "backfill": .string(backfill), "worker": .string(worker), "range": .count(number),
      ])
    }
  }
}
