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
    // In a merge, changes that one of the sides already has were checked there.
    var shared: [Assessment]?
    for base in comparison.bases {
      guard let files = try oldFiles(of: base, at: paths.isEmpty ? nil : path) else { continue }
      guard let old = try? ReadSchema(files) else {
        findings.add(.unreadableBase(files.first?.path ?? path))
        continue
      }
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

/// The files of the schema in a base, or `nil` if it has none.
private func oldFiles(of base: Comparison.Side, at path: String?) throws(Failure) -> [SourceFile]? {
  let candidates = path.map { [$0] } ?? [Layout.goalFile, Layout.goalFolder]
  guard let found = candidates.first(where: { base.files.kind($0) != nil }) else { return nil }
  var files: [SourceFile] = []
  for file in try schemaFiles(at: found, in: base.files) {
    files.append(SourceFile(path: "\(base.tree.name):\(file.path)", bytes: file.bytes))
  }
  return files
}

/// Returns a path as git lists it: `./schemas/` becomes `schemas`.
private func normalised(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
  }
  return parts.isEmpty ? "." : parts.joined(separator: "/")
}
