// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel

/// Compares schemas without plans, as a linter does.
///
/// - Parameter paths: Files and folders, each one schema; empty means the goal.
func checkSchemas(at paths: [String], _ comparison: Comparison) throws(Failure) -> Findings {
  var findings = Findings()
  for path in paths.isEmpty ? [try Layout.goalPath(in: comparison.new.files)] : paths.map(normalised) {
    let goal = try ReadSchema(at: path, in: comparison.new.files)
    // What is assumed about a package may be wrong on the day of the merge.
    for var note in goal.notes where note.isAssumption {
      note.severity = .error
      findings.add(.refused(note), in: goal.files[note.range?.file ?? 0], at: note.range)
    }
    // In a merge, changes that one of the sides already has were checked there.
    var shared: [Assessment]?
    for base in comparison.bases {
      guard let found = oldPath(in: base, at: paths.isEmpty ? nil : path) else { continue }
      guard let old = try? ReadSchema(at: found, in: base.files, of: base.tree.name) else {
        findings.add(.unreadableBase("\(base.tree.name):\(found)"))
        continue
      }
      let files = old.files
      if comparison.bases.count == 1 {
        for diagnostic in unknownPreviousNames(from: old.schema, to: goal.schema, spansPlans: true) {
          findings.add(.refused(diagnostic), in: goal.files[diagnostic.range?.file ?? 0], at: diagnostic.range)
        }
      }
      let changes = changes(from: old.schema, to: goal.schema).filter(\.affectsRunningCode)
      let before = shared.map { Set($0.map(Key.init)) }
      shared = changes.filter { before?.contains(Key($0)) ?? true }
      if comparison.bases.count == 1 { findings.add(changes, from: files, to: goal.files) { .change($0) } }
    }
    if comparison.bases.count > 1, let shared { findings.add(shared, from: [], to: goal.files) { .change($0) } }
  }
  return findings
}

/// The identity of a change.
private struct Key: Hashable {
  var path: SchemaPath
  var rule: Rule

  init(_ change: Assessment) {
    path = change.path
    rule = change.rule
  }
}

/// The path of the schema in a base, or `nil` if it has none.
private func oldPath(in base: Comparison.Side, at path: String?) -> String? {
  let candidates = path.map { [$0] } ?? [Layout.goalFile, Layout.goalFolder]
  return candidates.first { base.files.kind($0) != nil }
}

/// Returns a path as git lists it: `./schemas/` becomes `schemas`.
private func normalised(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
  }
  return parts.isEmpty ? "." : parts.joined(separator: "/")
}
