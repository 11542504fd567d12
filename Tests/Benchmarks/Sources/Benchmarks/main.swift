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
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "backfill" {
  try await measureBackfills(Array(arguments.dropFirst()))
  exit(0)
}
if arguments.first == "postgresql" {
  try await measurePostgreSQL(Array(arguments.dropFirst()))
  exit(0)
}
if arguments.first == "load" {
  try await measureLoad(Array(arguments.dropFirst()))
  exit(0)
}
if arguments.first == "steps" {
  try await measureSteps(Array(arguments.dropFirst()))
  exit(0)
}
if arguments.first == "builds" {
  try measureBuilds(Array(arguments.dropFirst()))
  exit(0)
}
if arguments.first == "convex" {
  try measureConvex(Array(arguments.dropFirst()))
  exit(0)
}
guard let bellows = arguments.first else {
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
let keeps = arguments.count > 1
let folder = URL(
  fileURLWithPath: keeps ? arguments.dropFirst().first ?? "" : NSTemporaryDirectory() + UUID().uuidString)
let inputs = Inputs(folder: folder)
if keeps {
  try inputs.write()
} else {
  defer { try? FileManager.default.removeItem(at: folder) }
  try inputs.write()
  try compare(Comparison(bellows: bellows, inputs: inputs))
}
