// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// The state of a run, so that it can be continued.
struct RunState: Codable {
  /// What the faults were chosen by, and the sources that they were chosen from.
  var selection: String
  /// The faults that compile.
  var mutants: [Mutant]
  /// The package that the copy was built from, with its tests.
  var package: String
  /// The suites that have run without a fault.
  var suites: [Suite]
}

@main struct Mutate {
  let options: Options
  let areas: Areas
  let results: Results
  private var statePath: String { options.scratch + "/state.json" }

  static func main() {
    do {
      try Mutate(Options(Array(CommandLine.arguments.dropFirst()))).run()
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  init(_ options: Options) throws {
    self.options = options
    areas = try Areas(contentsOf: Options.folder + "/areas.txt")
    try FileManager.default.createDirectory(atPath: options.scratch, withIntermediateDirectories: true)
    results = Results(path: options.scratch + "/results.jsonl")
  }

  func run() throws {
    switch options.action {
    case .list:
      for fault in try Selection(options: options, areas: areas).faults().prefix(options.count) {
        let area = areas.area(of: fault.file)?.name ?? ""
        say("\(area) \(fault.file):\(fault.line) \(fault.function)")
        say("  \(fault.kind.rawValue): \(fault.before) -> \(fault.after)")
      }
    case .build: _ = try build()
    case .run:
      try tryFaults()
      try printSummary()
    case .summary: try printSummary()
    }
  }

  /// Builds the copy with the chosen faults, unless that has been done.
  private func build() throws -> RunState {
    let sources = try WorkingCopy.digest(of: ["Sources/", "Package.swift"])
    let selection = "\(options.selection) \(sources)"
    let package = try WorkingCopy.digest(of: [""])
    let old = (try? Data(contentsOf: URL(fileURLWithPath: statePath))).flatMap {
      try? JSONDecoder().decode(RunState.self, from: $0)
    }
    if let old, options.isAsBuilt || (old.selection == selection && old.package == package) { return old }
    let mutants: [Mutant]
    if let old, old.selection == selection {
      mutants = old.mutants
    } else {
      let faults = try Selection(options: options, areas: areas).faults()
      mutants = faults.enumerated().map { Mutant($0.offset + 1, $0.element) }
      guard !mutants.isEmpty else { throw Problem("no place for a fault is in the chosen files") }
      // The results of the selection before.
      if FileManager.default.fileExists(atPath: results.path) {
        try? FileManager.default.removeItem(atPath: results.path + ".old")
        try FileManager.default.moveItem(atPath: results.path, toPath: results.path + ".old")
      }
    }
    let copy = try WorkingCopy(scratch: options.scratch)
    let built = try Building(copy, scratch: options.scratch).build(mutants)
    let state = RunState(selection: selection, mutants: built, package: package, suites: [])
    try save(state)
    return state
  }

  private func save(_ state: RunState) throws {
    try JSONEncoder().encode(state).write(to: URL(fileURLWithPath: statePath), options: .atomic)
  }

  private func tryFaults() throws {
    var state = try build()
    let package = options.scratch + "/package"
    // Tests run where `swift test` would run them.
    guard FileManager.default.changeCurrentDirectoryPath(package) else { throw Problem("\(package) is missing") }
    let selection = Selection(options: options, areas: areas)
    let chosen = state.mutants.filter { selection.isChosen($0.fault.file) }.prefix(options.count)
    let coverage = Coverage(
      package: package, scratch: options.scratch, jobs: options.jobs,
      numbers: (state.mutants.map(\.number).max() ?? 0) + 1)
    let concerned = chosen.compactMap { areas.area(of: $0.fault.file)?.suites }
    let known = Set(state.suites.map(\.name))
    let names = try coverage.names().filter { name in
      !areas.never.matches(name) && !known.contains(name)
        && (areas.recorded.matches(name) || concerned.contains { $0.matches(name) })
    }
    say("running \(names.count) suites without a fault")
    // A suite of which no fault would wait for the end need not end here.
    try coverage.run(names, limit: min(600, 3 * options.longest), isTriedLater: options.longest < 200) { suite in
      state.suites.append(suite)
      try save(state)
    }
    var done = results.read()
    if options.isAgain {
      done.removeAll { !$0.verdict.isNoticed }
      try results.replace(with: done)
    }
    let keys = Set(done.map(\.key))
    let suites = state.suites
    let trials = chosen.filter { !keys.contains($0.fault.key) }.compactMap {
      Trial($0, areas, suites, longest: options.longest)
    }
    say("\(trials.count) faults to try, \(keys.count) done")
    try Trials(package: package, jobs: options.jobs, results: results).run(trials)
  }

  private func printSummary() throws {
    let explanations = try Explanations(contentsOf: Options.folder + "/survivors.txt")
    say(Summary(results: results.read(), explanations: explanations).text)
  }
}
