// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// What the command line asks for.
struct Options {
  var count = 400
  var seed: UInt64 = 1
  var targets: [String] = []
  var files: String?
  var changedSince: String?
  var perFunction = 2
  var jobs = 2
  /// The most seconds that a suite takes without a fault if it is run.
  var longest = Double.infinity
  var scratch: String
  var action = Action.run
  /// Whether faults that no behaviour test noticed are tried again, with the tests as they are now.
  var isAgain = false
  /// Whether a run continues with the copy as it was built, whatever has changed in the package since.
  var isAsBuilt = false

  enum Action: String, CaseIterable {
    case list, build, run, summary
  }

  /// The root of the package that gets the faults.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  /// The folder of this package.
  static let folder = root + "/Tests/Mutation"

  static let usage = """
    usage: mutate [list|build|run|summary] [OPTION ...]

    Puts small faults into the sources, one at a time, and says which of them the tests notice.

      list                     print the chosen faults and stop
      build                    build the package with the faults and stop
      run                      build, run the tests for each fault, print the summary (the default)
      summary                  print the summary of the results so far

      --count N                how many faults (400)
      --seed N                 chooses other faults (1)
      --targets A,B            only in these targets
      --files PATTERN          only in files like this, for example 'Sources/Bellows/Runner/*.swift'
      --changed-since COMMIT   only in functions with lines that changed since then
      --per-function N         the most faults in one function (2)
      --jobs N                 how many test processes at a time (2)
      --longest SECONDS        no suite that takes longer without a fault (all); --again without it tries
                               the rest
      --again                  try the faults again that no behaviour test noticed
      --as-built               continue with the copy as it was built, whatever has changed since
      --scratch FOLDER         where the copy of the package is built (Tests/Mutation/.build/work)
    """

  init(_ arguments: [String]) throws {
    scratch = Options.folder + "/.build/work"
    var rest = arguments[...]
    func number(_ option: String) throws -> Int {
      guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
        throw Problem("\(option) needs a number")
      }
      return value
    }
    func text(_ option: String) throws -> String {
      guard let value = rest.popFirst() else { throw Problem("\(option) needs a value") }
      return value
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--count": count = try number(argument)
      case "--seed": seed = UInt64(try number(argument))
      case "--targets": targets = try text(argument).split(separator: ",").map(String.init)
      case "--files": files = try text(argument)
      case "--changed-since": changedSince = try text(argument)
      case "--per-function": perFunction = try number(argument)
      case "--jobs": jobs = try number(argument)
      case "--longest": longest = Double(try number(argument))
      case "--again": isAgain = true
      case "--as-built": isAsBuilt = true
      case "--scratch": scratch = URL(fileURLWithPath: try text(argument)).path
      case "--help", "-h": throw Problem(Options.usage)
      default:
        guard let action = Action(rawValue: argument) else { throw Problem("unexpected argument '\(argument)'") }
        self.action = action
      }
    }
  }

  /// What decides which faults are chosen.
  var selection: String {
    "\(count) \(seed) \(targets) \(files ?? "") \(changedSince ?? "") \(perFunction)"
  }
}

/// A reason to stop, for a person to read.
struct Problem: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Prints a line at once, even into a pipe.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
