// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// What is run, and on which files.
struct Comparison {
  var bellows: String
  var inputs: Inputs
  var runs = 5

  func plan(_ paths: (old: String, new: String)) -> Program {
    Program(path: bellows, arguments: ["plan", paths.old, paths.new, "--format", "json"])
  }

  /// Other tools that are installed, with what they are asked.
  var peers: [(name: String, program: Program)] {
    var peers: [(name: String, program: Program)] = []
    let wide = inputs.wide(Inputs.sizes.large, "schema")
    if let path = Program.find("diff") {
      peers.append(("`diff -u`", Program(path: path, arguments: ["-u", wide.old, wide.new], expected: [1])))
    }
    if let path = Program.find("apgdiff") {
      let sql = inputs.wide(Inputs.sizes.large, "sql")
      peers.append(("`apgdiff`", Program(path: path, arguments: [sql.old, sql.new])))
    }
    if let path = Program.find("buf") {
      let proto = inputs.proto(Inputs.sizes.large)
      peers.append(
        (
          "`buf breaking`",
          Program(path: path, arguments: ["breaking", proto.new, "--against", proto.old], expected: [100])
        ))
    }
    return peers
  }
}

/// Runs everything and prints it as tables for the README.
func compare(_ comparison: Comparison) throws {
  let inputs = comparison.inputs
  let sizes = Inputs.sizes
  let own = comparison.plan(inputs.wide(sizes.large, "schema"))
  let small = comparison.plan(inputs.wide(sizes.small, "schema"))
  let help = Program(path: comparison.bellows, arguments: ["--help"])
  let peers = comparison.peers
  let results = try medians([own, small, help] + peers.map(\.program), runs: comparison.runs)
  let (plan, less, start) = (results[0], results[1], results[2])

  print(
    "\(sizes.large) tables of \(Inputs.fields) fields, one field in a hundred changed; medians of \(comparison.runs):\n"
  )
  print("| | ms | MB | times `bellows plan` |\n|---|--:|--:|--:|")
  for (name, run) in zip(["`bellows plan --format json`"] + peers.map(\.name), [plan] + results.dropFirst(3)) {
    print(
      "| \(name) | \(run.milliseconds.short) | \(run.megabytes.short) | \((run.milliseconds / plan.milliseconds).short) |"
    )
  }
  print("| `bellows --help` | \(start.milliseconds.short) | \(start.megabytes.short) | |")

  print("\nTen times as much of one thing (above it all, \(start.milliseconds.short) ms to start):\n")
  print("| | size | ms | ten times that | ms | ratio |\n|---|--:|--:|--:|--:|--:|")
  row("tables of \(Inputs.fields) fields", sizes.small, less, sizes.large, plan)
  for schema in SteepSchema.all {
    let programs = [schema.sizes.small, schema.sizes.large].map { comparison.plan(inputs.steep(schema, $0)) }
    let runs = try medians(programs, runs: comparison.runs)
    row(schema.name, schema.sizes.small, runs[0], schema.sizes.large, runs[1])
  }

  func row(_ name: String, _ size: Int, _ run: Run, _ tenfold: Int, _ long: Run) {
    let ratio = long.milliseconds / run.milliseconds
    print(
      "| \(name) | \(size) | \(run.milliseconds.short) | \(tenfold) | \(long.milliseconds.short) | \(ratio.short) |")
  }
}

extension Double {
  /// Two significant digits below ten, none behind the point above.
  fileprivate var short: String { String(format: self < 10 ? "%.1f" : "%.0f", self) }
}
