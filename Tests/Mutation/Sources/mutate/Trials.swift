// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// The suites that one fault still has to pass, a batch at a time.
struct Trial {
  /// Suites that run in one process.
  struct Batch {
    var suites: [Suite]
    var isRecorded: Bool

    /// Much longer than without a fault.
    var limit: Double { 30 + 5 * suites.reduce(0) { $0 + $1.seconds } }
  }

  var mutant: Mutant
  var area: Areas.Area
  var batches: ArraySlice<Batch>
  var seconds = 0.0

  /// - Parameters:
  ///   - areas: Says which suites concern the fault.
  ///   - longest: The most seconds of a suite that is run.
  init?(_ mutant: Mutant, _ areas: Areas, _ suites: [Suite], longest: Double) {
    guard let area = areas.area(of: mutant.fault.file) else { return nil }
    self.mutant = mutant
    self.area = area
    let reaching = suites.filter { suite in
      suite.passes && suite.seconds <= longest && suite.reached.contains(mutant.number)
    }.sorted { $0.seconds < $1.seconds }
    let recorded = reaching.filter { areas.recorded.matches($0.name) }
    let behaviour = reaching.filter { area.suites.matches($0.name) && !areas.recorded.matches($0.name) }
    var batches: [Batch] = []
    for suite in behaviour {
      // Short ones together, since a process takes time to start; the longer ones only if those notice nothing.
      if let last = batches.last, last.suites.reduce(suite.seconds, { $0 + $1.seconds }) < 5 {
        batches[batches.count - 1].suites.append(suite)
      } else {
        batches.append(Batch(suites: [suite], isRecorded: false))
      }
    }
    if !recorded.isEmpty { batches.append(Batch(suites: recorded, isRecorded: true)) }
    self.batches = batches[...]
  }

  /// The verdict when a batch has ended, or `nil` if the next one must run.
  mutating func verdict(after outcome: TestOutcome) -> (Verdict, String)? {
    guard let batch = batches.popFirst() else { return (.unreached, "") }
    let name = batch.suites.count == 1 ? batch.suites[0].name : "\(batch.suites.count) suites"
    switch outcome {
    case .passed: return batches.isEmpty ? (.survived, "") : nil
    case .failed(let test): return (batch.isRecorded ? .recordedOnly : .failed, test)
    case .crashed(let test): return (batch.isRecorded ? .recordedOnly : .crashed, test)
    case .timedOut: return (batch.isRecorded ? .recordedOnly : .timedOut, name)
    }
  }
}

/// Runs the tests for each fault, several at a time.
struct Trials {
  let package: String
  let jobs: Int
  let results: Results

  func run(_ trials: [Trial]) throws {
    var waiting = trials[...]
    var running: [Int: (trial: Trial, run: TestRun)] = [:]
    var done = 0
    while !waiting.isEmpty || !running.isEmpty {
      for slot in 0..<jobs where running[slot] == nil {
        guard let trial = waiting.popFirst() else { break }
        if let run = try start(trial, slot) {
          running[slot] = (trial, run)
        } else {
          try finish(trial, (.unreached, ""), &done, of: trials.count)
        }
      }
      usleep(20_000)
      for (slot, entry) in running {
        guard let outcome = entry.run.poll() else { continue }
        var trial = entry.trial
        trial.seconds += entry.run.seconds
        running[slot] = nil
        if let verdict = trial.verdict(after: outcome) {
          try finish(trial, verdict, &done, of: trials.count)
        } else if let run = try start(trial, slot) {
          running[slot] = (trial, run)
        }
      }
    }
  }

  private func start(_ trial: Trial, _ slot: Int) throws -> TestRun? {
    guard let batch = trial.batches.first else { return nil }
    return try TestRun(
      package, suites: batch.suites.map(\.name), limit: batch.limit,
      environment: ["BELLOWS_MUTANT": String(trial.mutant.number)], slot: slot)
  }

  private func finish(_ trial: Trial, _ verdict: (Verdict, String), _ done: inout Int, of count: Int) throws {
    done += 1
    let fault = trial.mutant.fault
    let result = TrialResult(fault, area: trial.area.name, verdict.0, test: verdict.1, seconds: trial.seconds)
    try results.append(result)
    say("\(done)/\(count) \(verdict.0.rawValue) \(fault.file):\(fault.line) \(fault.kind.rawValue) \(verdict.1)")
  }
}
