// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation

/// What one part of the traffic took.
struct Latencies {
  /// Milliseconds of each request from the moment at which it was due, from the shortest to the longest.
  var sorted: [Double]

  func percentile(_ share: Double) -> Double {
    sorted.isEmpty ? 0 : sorted[Int(Double(sorted.count - 1) * share)]
  }
}

/// Requests of an application at a fixed rate: half of them read a row, most others update one, some insert one.
///
/// A request that is late counts from the moment at which it was due, so that a server that stands still for a second is not
/// measured by the requests alone that happened to wait.
final class Traffic: @unchecked Sendable {
  // Unchecked: what changes is behind the lock.
  private let lock = NSLock()
  private var releases: [LoadRelease] = [.before]
  private var next = 0
  private var inserted: Int
  private var isStopped = false
  private var measured: [Double] = []
  private var errors: [String] = []
  private let client: PostgreSQLClient
  private let rows: Int
  private let rate: Double
  private let start = ContinuousClock.now
  private var tasks: [Task<Void, Never>] = []

  /// Starts the requests.
  init(on connection: String, rows: Int, rate: Double, clients: Int) {
    client = PostgreSQLClient(connection)
    (self.rows, self.rate) = (rows, rate)
    inserted = rows
    tasks = (0..<clients).map { number in
      Task { [self] in await work(seed: number) }
    }
  }

  /// Says which releases run from now on, each with the same share of the requests.
  func deploy(_ releases: LoadRelease...) { lock.withLock { self.releases = releases } }

  /// Returns what the requests took since the last call.
  func take() -> Latencies {
    lock.withLock {
      defer { measured = [] }
      return Latencies(sorted: measured.sorted())
    }
  }

  /// Ends the requests, and returns the errors of those that failed, and the number of rows.
  func stop() async -> (errors: [String], rows: Int) {
    lock.withLock { isStopped = true }
    for task in tasks { await task.value }
    return lock.withLock { (errors, inserted) }
  }

  private enum Request {
    case stop
    case run(number: Int, release: LoadRelease, newID: Int?)
  }

  private func nextRequest() -> Request {
    lock.withLock {
      if isStopped { return .stop }
      next += 1
      let release = releases[next % releases.count]
      guard next % 20 < 2 else { return .run(number: next, release: release, newID: nil) }
      inserted += 1
      return .run(number: next, release: release, newID: inserted)
    }
  }

  private func work(seed: Int) async {
    let clock = ContinuousClock()
    while case .run(let number, let release, let newID) = nextRequest() {
      let due = start + .seconds(Double(number) / rate)
      try? await clock.sleep(until: due)
      // Rows all over the table, from the request's number.
      let id = Int(UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 % UInt64(rows)) + 1
      let statement =
        if let newID { release.insert(id: newID, number: number) } else if number % 20 < 12 {
          release.select(id: id)
        } else {
          release.update(id: id, number: number)
        }
      do {
        _ = try await client.run(statement)
      } catch {
        lock.withLock { errors.append("\(release), request \(number): \(error)") }
      }
      let milliseconds = due.duration(to: clock.now).seconds * 1000
      lock.withLock { measured.append(milliseconds) }
    }
  }
}
