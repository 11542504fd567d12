// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// Numbers that look random and are the same for the same seed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Chooses faults from the sources.
struct Selection {
  let options: Options
  let areas: Areas

  /// The chosen faults, the most important first: some more than asked for, since some do not compile.
  func faults() throws -> [Fault] {
    var random = Seeded(state: options.seed)
    let changed = try options.changedSince.map(changedLines)
    var byArea: [(area: Areas.Area, faults: [Fault])] = []
    for file in try sourceFiles() {
      guard let area = areas.area(of: file), isChosen(file), area.weight > 0 || isAskedFor else { continue }
      let source = try String(contentsOfFile: Options.root + "/" + file, encoding: .utf8)
      var found = Faults.faults(in: source, file: file)
      if let changed {
        let lines = changed[file, default: []]
        found = found.filter { fault in lines.contains { $0.overlaps(fault.functionLines) } }
      }
      if let index = byArea.firstIndex(where: { $0.area.folder == area.folder }) {
        byArea[index].faults += found
      } else {
        byArea.append((area, found))
      }
    }
    guard isWeighted else {
      return Array(compatible(mixed(byArea.flatMap(\.faults), &random), limit: options.perFunction).prefix(wanted))
    }
    let total = byArea.reduce(0) { $0 + $1.area.weight }
    var shares = byArea.map { entry in
      let share = (wanted * entry.area.weight + total - 1) / max(total, 1)
      return compatible(mixed(entry.faults, &random), limit: options.perFunction).prefix(share)
    }
    // One of each area in turn, so that the first faults are as mixed as all.
    var result: [Fault] = []
    while shares.contains(where: { !$0.isEmpty }) {
      for index in shares.indices {
        let part = max(1, byArea[index].area.weight)
        result += shares[index].prefix(part)
        shares[index] = shares[index].dropFirst(part)
      }
    }
    return result
  }

  /// Whether areas get faults by their weights; else every function that was asked for counts the same.
  private var isWeighted: Bool { options.targets.isEmpty && options.files == nil && options.changedSince == nil }

  /// Whether files are named, so that those of areas without weight count too.
  private var isAskedFor: Bool { !options.targets.isEmpty || options.files != nil }

  private var wanted: Int { options.count + options.count / 3 + 2 }

  /// The faults, ordered so that each function is as likely to come next as any other.
  private func mixed(_ faults: [Fault], _ random: inout Seeded) -> [Fault] {
    let functions = Dictionary(grouping: faults) { "\($0.file) \($0.functionLines.lowerBound)" }
    var queues: [ArraySlice<Fault>] = []
    for name in functions.keys.sorted().shuffled(using: &random) {
      queues.append(functions[name, default: []].shuffled(using: &random)[...])
    }
    var result: [Fault] = []
    while !queues.isEmpty {
      for index in queues.indices { if let fault = queues[index].popFirst() { result.append(fault) } }
      queues.removeAll(where: \.isEmpty)
    }
    return result
  }

  /// Whether the options ask for faults in a file.
  func isChosen(_ file: String) -> Bool {
    if let pattern = options.files, fnmatch(pattern, file, 0) != 0 { return false }
    return options.targets.isEmpty || options.targets.contains { file.hasPrefix("Sources/\($0)/") }
  }

  private func sourceFiles() throws -> [String] {
    let files = FileManager.default.enumerator(atPath: Options.root + "/Sources")?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".swift") }.map { "Sources/" + $0 }.sorted()
  }

  /// For each file, the lines that changed since a commit.
  private func changedLines(since commit: String) throws -> [String: [ClosedRange<Int>]] {
    let arguments = ["-C", Options.root, "diff", "-U0", "--no-color", "--no-ext-diff", commit, "--", "Sources"]
    let result = try Child.output("git", arguments)
    guard result.status == 0 else { throw Problem("git diff \(commit): \(result.output)") }
    var lines: [String: [ClosedRange<Int>]] = [:]
    var file = ""
    for line in result.output.split(separator: "\n") {
      if line.hasPrefix("+++ b/") { file = String(line.dropFirst(6)) }
      guard line.hasPrefix("@@ "), let part = line.split(separator: " ").first(where: { $0.hasPrefix("+") })
      else { continue }
      let numbers = part.dropFirst().split(separator: ",").compactMap { Int($0) }
      guard let first = numbers.first else { continue }
      lines[file, default: []].append(first...(first + max(numbers.count > 1 ? numbers[1] - 1 : 0, 0)))
    }
    return lines
  }
}
