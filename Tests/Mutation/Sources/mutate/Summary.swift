// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Faults that no behaviour test notices, with the reason: `survivors.txt`.
///
/// A line has tabs between its parts: `same` (the fault makes no difference) or `kept` (it makes one, and a test for it
/// would cost more than it is worth), the file, the function, the kind, the text before, the text after, the reason.
struct Explanations {
  struct Explanation {
    var makesNoDifference: Bool
    var reason: String
  }

  private(set) var byKey: [String: Explanation] = [:]

  init(contentsOf path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 7, ["same", "kept"].contains(parts[0]), !parts[6].isEmpty else {
        let parts = "same|kept, file, function, kind, before, after, reason, with tabs between"
        throw Problem("\(path):\(index + 1): expected \(parts)")
      }
      byKey[parts[1...5].joined(separator: "\t")] = Explanation(makesNoDifference: parts[0] == "same", reason: parts[6])
    }
  }
}

/// The table of a run and its survivors, as text.
struct Summary {
  let results: [TrialResult]
  let explanations: Explanations

  var text: String {
    var lines = [
      "area                 noticed  (crash, time)  recorded  survived  explained  noticed of those that differ"
    ]
    let areas = Dictionary(grouping: results, by: \.area)
    for area in areas.keys.sorted() { lines.append(row(area, areas[area, default: []])) }
    lines.append(row("all", results))
    let rest = results.filter { !$0.verdict.isNoticed }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    for result in rest {
      let explanation = explanations.byKey[result.key]
      lines.append("")
      lines.append("\(result.file):\(result.line): \(result.function)")
      lines.append("  \(result.kind.rawValue), \(words(result.verdict))")
      lines.append("  - \(shortened(result.before))")
      lines.append("  + \(shortened(result.after))")
      if let explanation {
        lines.append("  \(explanation.makesNoDifference ? "no difference" : "kept"): \(explanation.reason)")
      }
    }
    lines.append("")
    lines.append("Code that the compiler generates was compiled without the faults: only its text shows them.")
    return lines.joined(separator: "\n")
  }

  private func row(_ area: String, _ results: [TrialResult]) -> String {
    let noticed = results.filter(\.verdict.isNoticed)
    let crashed = noticed.count { $0.verdict == .crashed }
    let timed = noticed.count { $0.verdict == .timedOut }
    let recorded = results.count { $0.verdict == .recordedOnly }
    let survived = results.count - noticed.count - recorded
    let explained = results.count { !$0.verdict.isNoticed && explanations.byKey[$0.key] != nil }
    let same = results.count {
      !$0.verdict.isNoticed && explanations.byKey[$0.key]?.makesNoDifference == true
    }
    let differing = results.count - same
    let share = differing == 0 ? 1000 : noticed.count * 1000 / differing
    return pad(area, 20) + pad("\(noticed.count)", 8, isRight: true) + "  " + pad("(\(crashed), \(timed))", 13)
      + pad("\(recorded)", 9, isRight: true) + pad("\(survived)", 10, isRight: true)
      + pad("\(explained)", 11, isRight: true)
      + pad("\(noticed.count) of \(differing), \(share / 10).\(share % 10) %", 29, isRight: true)
  }

  private func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .failed, .crashed, .timedOut: "noticed"
    case .recordedOnly: "only recorded texts"
    case .survived: "survived"
    case .unreached: "no test reaches it"
    }
  }

  private func shortened(_ text: String) -> String { text.count > 160 ? text.prefix(157) + "..." : text }

  private func pad(_ text: String, _ width: Int, isRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? spaces + text : text + spaces
  }
}
