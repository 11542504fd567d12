// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// How a run of some suites ended.
enum TestOutcome: Equatable {
  case passed
  /// A test failed; the first one.
  case failed(String)
  case crashed(String)
  case timedOut
}

/// One process that runs some suites of the copy.
final class TestRun {
  private let child: Child
  private let limit: Double

  /// - Parameters:
  ///   - limit: The seconds after which it is ended.
  ///   - slot: Tells apart the logs of runs at the same time.
  init(_ package: String, suites: [String], limit: Double, environment: [String: String], slot: Int) throws {
    self.limit = limit
    let filter = "^(" + suites.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|") + ")/"
    let (program, arguments) = Self.command(package)
    child = try Child(
      program, arguments + ["--no-parallel", "--filter", filter],
      // The backtrace of a crash takes longer than most tests.
      environment: environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }, memory: 8 << 30,
      log: "\(package)/../tests-\(slot).txt")
  }

  /// The command that runs tests without a build.
  static func command(_ package: String) -> (String, [String]) {
    #if os(Linux)
      let bundles = (try? FileManager.default.contentsOfDirectory(atPath: package + "/.build/debug")) ?? []
      if let bundle = bundles.first(where: { $0.hasSuffix(".xctest") }) {
        return ("\(package)/.build/debug/\(bundle)", ["--testing-library", "swift-testing"])
      }
    #endif
    return ("swift", ["test", "--skip-build", "--ignore-lock", "--disable-xctest", "--package-path", package])
  }

  var seconds: Double { child.seconds }

  /// Returns how it ended, or `nil` while it runs; ends it at the first failure.
  func poll() -> TestOutcome? {
    let status = child.poll()
    let output = child.output
    if let failure = Self.failure(in: output) {
      child.end()
      return .failed(failure)
    }
    if let status {
      if status == 0 { return .passed }
      let last = Self.lastStarted(in: output)
      return status > 128 ? .crashed("\(last), signal \(status - 128)") : .failed("status \(status)")
    }
    guard seconds > limit else { return nil }
    child.end()
    return .timedOut
  }

  func end() { child.end() }

  /// The name of the first test that recorded an issue.
  private static func failure(in output: String) -> String? {
    guard let issue = output.firstRange(of: " recorded an issue ") else { return nil }
    let line = output[..<issue.lowerBound].split(separator: "\n").last ?? ""
    return line.firstRange(of: "Test ").map { String(line[$0.upperBound...]) } ?? String(line)
  }

  private static func lastStarted(in output: String) -> String {
    let line = output.split(separator: "\n").last { $0.contains("Test ") && $0.hasSuffix(" started.") } ?? ""
    return line.firstRange(of: "Test ").map { String(line[$0.upperBound...].dropLast(9)) } ?? "a test"
  }
}
