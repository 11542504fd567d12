// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// What one run of a program took, from its start to its end.
struct Run {
  var milliseconds: Double
  /// The most memory that it held at once.
  var megabytes: Double
  var status: Int32
}

/// A program with its arguments, found by its path.
struct Program {
  var path: String
  var arguments: [String]
  /// Statuses with which it ends when it has done its work.
  var expected: Set<Int32> = [0]

  /// The program of that name on the search path, or `nil`.
  static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it once, its output thrown away: a terminal would be measured, too.
  func run() throws -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    guard posix_spawn(&child, path, &actions, nil, &words, environ) == 0 else { throw Failure.notStarted(path) }
    var usage = rusage()
    var state: Int32 = 0
    while wait4(child, &state, 0, &usage) < 0, errno == EINTR {}
    let duration = clock.now - start
    let status = (state >> 8) & 0xFF
    guard state & 0x7F == 0, expected.contains(status) else {
      throw Failure.ended(([path] + arguments).joined(separator: " "), state)
    }
    #if os(Linux)
      let bytes = Double(usage.ru_maxrss) * 1024
    #else
      let bytes = Double(usage.ru_maxrss)
    #endif
    return Run(
      milliseconds: Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15,
      megabytes: bytes / 1e6, status: status)
  }

  enum Failure: Error, CustomStringConvertible {
    case notStarted(String)
    case ended(String, Int32)

    var description: String {
      switch self {
      case .notStarted(let path): "cannot start \(path)"
      case .ended(let line, let state): "\(line): ended with wait status \(state)"
      }
    }
  }
}

/// The medians of several runs of each program; all programs take turns, so that a busy machine is busy for all.
///
/// Each run comes right after another of the same program that does not count: else whoever follows a program that takes a
/// gigabyte would find the machine's caches full of that.
func medians(_ programs: [Program], runs: Int) throws -> [Run] {
  var results = programs.map { _ in [Run]() }
  for _ in 0..<runs {
    for (index, program) in programs.enumerated() {
      _ = try program.run()
      results[index].append(try program.run())
    }
  }
  return results.map { runs in
    Run(
      milliseconds: median(runs.map(\.milliseconds)), megabytes: median(runs.map(\.megabytes)), status: runs[0].status)
  }
}

func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
