// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// What `bellows check` found, in one of the formats; each range points into the files.
///
/// Errors are refusals, warnings are not. The same findings give the same bytes.
package func findingReport(
  _ findings: [Diagnostic], files: [SourceFile], comparison: String, format: OutputFormat, inColour: Bool
) -> String {
  switch format {
  case .text:
    return findings.isEmpty
      ? "nothing to refuse: \(comparison)\n" : render(findings, new: files, inColour: inColour)
  case .github: return githubFindings(findings, PositionFinder(files))
  case .json: return jsonFindings(findings, PositionFinder(files), comparison)
  case .markdown: return markdownFindings(findings, PositionFinder(files), comparison)
  }
}

private func githubFindings(_ findings: [Diagnostic], _ places: PositionFinder) -> String {
  findings.map { finding in
    let message = ([finding.message] + finding.notes.map(\.message)).joined(separator: "\n")
    let level = finding.severity == .note ? "notice" : finding.severity.rawValue
    return githubCommand(level, at: places.place(finding.range), title: finding.id, message) + "\n"
  }.joined()
}

private func jsonFindings(_ findings: [Diagnostic], _ places: PositionFinder, _ comparison: String) -> String {
  let list = findings.map { finding in
    var members: [(String, JSON)] = [
      ("rule", .string(finding.id)), ("severity", .string(finding.severity.rawValue)),
      ("message", .string(finding.message)), ("notes", .strings(finding.notes.map(\.message))),
    ]
    if let place = places.place(finding.range) {
      let position = [("line", JSON.number(place.line)), ("column", .number(place.column))]
      members.append(("place", .object([("file", .string(place.file))] + position)))
    }
    return JSON.object(members)
  }
  return JSON.object([
    ("format", .string("bellows-check/1")), ("comparison", .string(comparison)), ("findings", .array(list)),
  ]).text
}

private func markdownFindings(_ findings: [Diagnostic], _ places: PositionFinder, _ comparison: String) -> String {
  let isRefused = findings.contains { $0.severity == .error }
  var text = "## Schema check: \(isRefused ? "refused" : "passed")\n\n"
  text += Markdown.prose(comparison.prefix(1).uppercased() + comparison.dropFirst()) + ".\n"
  if !findings.isEmpty { text += "\n" }
  for finding in findings {
    let place = places.place(finding.range).map { Markdown.code($0.description) + " " } ?? ""
    text += "- \(place)**\(finding.id)**: \(Markdown.prose(finding.message))\n"
    for note in finding.notes { text += "  - \(Markdown.prose(note.message))\n" }
  }
  return text
}

extension Assessment {
  /// The path with odd names in backticks, and no control character.
  package var spelledPath: String { path.spelling }

  /// Why it is so, with the value or rows that show it, and what to watch for.
  package var spelledReason: String {
    let hazards = hazards.isEmpty ? nil : "[\(hazards.map(\.rawValue).joined(separator: ", "))]"
    return [sentence(reason), witness?.wording, hazards].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
