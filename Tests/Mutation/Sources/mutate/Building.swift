// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// Builds the copy, and leaves out the faults that do not compile.
struct Building {
  let copy: WorkingCopy
  let log: String

  init(_ copy: WorkingCopy, scratch: String) {
    self.copy = copy
    log = scratch + "/build.txt"
  }

  /// Returns the mutants that the copy is built with.
  func build(_ mutants: [Mutant]) throws -> [Mutant] {
    var rest = mutants
    var rewritings = try copy.update(rest)
    for arguments in [[], ["--build-tests"]] {
      while true {
        let start = Date()
        let options = ["build", "--package-path", copy.folder, "-Xswiftc", "-suppress-warnings"]
        let child = try Child("swift", options + arguments, log: log)
        let status = child.wait()
        let seconds = Int(Date().timeIntervalSince(start))
        if status == 0 {
          say("built with \(rest.count) faults in \(seconds) s")
          break
        }
        let wrong = wrongMutants(in: child.output, rewritings, rest)
        guard !wrong.isEmpty else { throw Problem("the copy cannot be built: see \(log)") }
        say("\(wrong.count) faults do not compile (\(seconds) s)")
        for fault in rest.filter({ wrong.contains($0.number) }).map(\.fault) {
          say("  \(fault.file):\(fault.line) \(fault.kind.rawValue): \(fault.before) -> \(fault.after)")
        }
        rest.removeAll { wrong.contains($0.number) }
        rewritings = try copy.update(rest)
      }
    }
    return rest
  }

  /// The mutants that the errors of the compiler come from.
  private func wrongMutants(in output: String, _ rewritings: [String: Rewriting], _ mutants: [Mutant]) -> Set<Int> {
    var wrong: Set<Int> = []
    for line in Set(output.split(separator: "\n")) where line.hasPrefix(copy.folder) && line.contains(": error: ") {
      let parts = line.dropFirst(copy.folder.count + 1).split(separator: ":", maxSplits: 3)
      guard parts.count == 4, let row = Int(parts[1]), let column = Int(parts[2]) else { continue }
      guard let rewriting = rewritings[String(parts[0])] else { continue }
      let near = rewriting.mutants(atLine: row, column: column)
      if near.isEmpty {
        // An error at the end of a function, say: all faults of the function next to it.
        let body = rewriting.nearest(toLine: row).flatMap { number in mutants.first { $0.number == number } }
        guard let body else { continue }
        wrong.formUnion(mutants.filter { $0.fault.isInSameFunction(as: body.fault) }.map(\.number))
      } else {
        wrong.formUnion(near)
      }
    }
    return wrong
  }
}
