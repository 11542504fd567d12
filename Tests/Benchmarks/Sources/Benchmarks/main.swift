// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Measures the whole of `bellows plan`, as a process, and beside it what other tools take for the same question.
///
///     swift build -c release --product bellows
///     swift run -c release --package-path Tests/Benchmarks Benchmarks .build/release/bellows
///
/// With a folder as a second argument it only writes the inputs there, for a profiler. With `backfill` as the first it
/// measures backfills on SQLite instead, with `postgresql` backfills on a server, with `load` what an application notices
/// of a plan there, with `steps` changes of tables, with `builds` how long generated Swift compiles, with `convex` the
/// reader of Convex projects.
let arguments = Array(CommandLine.arguments.dropFirst())
let rest = Array(arguments.dropFirst())
do {
  switch arguments.first {
  case "backfill": try await measureBackfills(rest)
  case "postgresql": try await measurePostgreSQL(rest)
  case "load": try await measureLoad(rest)
  case "steps": try await measureSteps(rest)
  case "builds": try measureBuilds(rest)
  case "convex": try measureConvex(rest)
  case let bellows?: try measurePlans(bellows, folder: rest.first)
  case nil:
    print(
      """
      usage: Benchmarks <path of bellows> [<folder for the inputs>]
             Benchmarks backfill [<rows> [<rounds>]]
             Benchmarks postgresql <connection string without a database> [<rows> [<rounds>]]
             Benchmarks load <connection string without a database> [<rows> [<requests/s> [<that of the application>]]]
             Benchmarks steps [<rows> [<rounds>]]
             Benchmarks builds <path of bellows> [<tables>]
             Benchmarks convex <path of bellows> [<modules> [<tables>]]
      """)
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(1)
}

/// Measures plans of the inputs; with a folder, only writes the inputs there.
func measurePlans(_ bellows: String, folder: String?) throws {
  let inputs = Inputs(folder: URL(fileURLWithPath: folder ?? NSTemporaryDirectory() + UUID().uuidString))
  defer { if folder == nil { try? FileManager.default.removeItem(at: inputs.folder) } }
  try inputs.write()
  if folder == nil { try compare(Comparison(bellows: bellows, inputs: inputs)) }
}
