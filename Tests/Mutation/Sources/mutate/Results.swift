// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// What the tests said about a fault.
enum Verdict: String, Codable {
  /// A behaviour test failed.
  case failed
  /// The test process crashed.
  case crashed
  /// A test did not end in time.
  case timedOut
  /// Only comparisons with recorded texts failed.
  case recordedOnly
  /// No test failed.
  case survived
  /// No suite executes its place.
  case unreached

  /// Whether behaviour shows the fault.
  var isNoticed: Bool {
    switch self {
    case .failed, .crashed, .timedOut: true
    case .recordedOnly, .survived, .unreached: false
    }
  }
}

/// A line of the results.
struct TrialResult: Codable {
  var key: String
  var area: String
  var file: String
  var line: Int
  var function: String
  var kind: FaultKind
  var before: String
  var after: String
  var verdict: Verdict
  /// The test that noticed it.
  var test: String
  var seconds: Double

  init(_ fault: Fault, area: String, _ verdict: Verdict, test: String, seconds: Double) {
    key = fault.key
    self.area = area
    file = fault.file
    line = fault.line
    function = fault.function
    kind = fault.kind
    before = fault.before
    after = fault.after
    self.verdict = verdict
    self.test = test
    self.seconds = (seconds * 10).rounded() / 10
  }
}

/// The results of a selection: one JSON object a line, written as soon as it is known.
struct Results {
  let path: String

  func read() -> [TrialResult] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n")
    return lines.compactMap { try? JSONDecoder().decode(TrialResult.self, from: Data($0.utf8)) }
  }

  func append(_ result: TrialResult) throws {
    try write([result], mode: "a")
  }

  /// Writes the results anew.
  func replace(with results: [TrialResult]) throws {
    try write(results, mode: "w")
  }

  private func write(_ results: [TrialResult], mode: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let file = fopen(path, mode) else { throw Problem("cannot write \(path)") }
    defer { fclose(file) }
    for result in results {
      fputs(String(decoding: try encoder.encode(result), as: UTF8.self) + "\n", file)
    }
  }
}
