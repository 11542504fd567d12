// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A suite: how long it takes, and which faults it reaches.
struct Suite: Codable {
  var name: String
  var seconds: Double
  var reached: [Int]
  /// Whether it passes without a fault.
  var passes: Bool
}

/// Runs each suite once without a fault.
struct Coverage {
  let package: String
  let scratch: String
  let jobs: Int
  /// More than the largest number of a fault.
  let numbers: Int

  /// The names of all suites, as `Module.Suite`.
  func names() throws -> [String] {
    let (program, arguments) = TestRun.command(package)
    let isBundle = program != "swift"
    let list = try Child.output(
      program,
      isBundle
        ? arguments + ["--list-tests"]
        : ["test", "list", "--skip-build", "--ignore-lock", "--disable-xctest", "--package-path", package])
    let names = list.output.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("."), let slash = line.firstIndex(of: "/") else { return nil }
      return String(line[..<slash])
    }
    guard !names.isEmpty else { throw Problem("the copy has no tests: \(list.output.suffix(500))") }
    return Set(names).sorted()
  }

  /// - Parameters:
  ///   - limit: The seconds after which a suite is given up.
  ///   - isTriedLater: Whether a suite that was given up is not recorded, so that a later run tries it again.
  ///   - record: Is called with each suite when it has ended.
  func run(
    _ names: [String], limit: Double, isTriedLater: Bool = false, record: (Suite) throws -> Void
  ) throws {
    var waiting = names[...]
    var running: [(name: String, run: TestRun, slot: Int)] = []
    while !waiting.isEmpty || !running.isEmpty {
      while running.count < jobs, let name = waiting.popFirst() {
        let slot = (0..<jobs).first { slot in !running.contains { $0.slot == slot } } ?? 0
        try Data(count: numbers).write(to: URL(fileURLWithPath: map(slot)))
        running.append(
          (
            name,
            try TestRun(
              package, suites: [name], limit: limit, environment: ["BELLOWS_MUTANTS_REACHED": map(slot)], slot: slot),
            slot
          ))
      }
      usleep(20_000)
      for (name, run, slot) in running {
        guard let outcome = run.poll() else { continue }
        running.removeAll { $0.slot == slot }
        if outcome == .timedOut, isTriedLater {
          say("left out, since it takes longer than \(Int(limit)) s without a fault: \(name)")
          continue
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: map(slot)))
        let reached = bytes.indices.filter { bytes[$0] != 0 }
        try record(Suite(name: name, seconds: run.seconds, reached: reached, passes: outcome == .passed))
        if outcome != .passed { say("left out, since it does not pass without a fault: \(name) (\(outcome))") }
      }
    }
  }

  private func map(_ slot: Int) -> String { "\(scratch)/reached-\(slot)" }
}
