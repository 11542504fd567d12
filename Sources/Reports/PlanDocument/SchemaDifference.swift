// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// A fenced diff of the changed tables between two schemas: only the lines that differ; empty without changes.
///
/// What a declaration says about earlier schemas, such as `@was`, is left out: it changes nothing in a database.
func schemaDifference(from old: Schema, to new: Schema) -> String {
  var lines: [String] = []
  for (before, after) in new.tables(changedSince: old) {
    lines += changedLines(printedLines(before, old.target), printedLines(after, new.target))
  }
  return lines.isEmpty ? "" : "\n" + Markdown.block(lines, language: "diff")
}

/// The lines of a table's declaration.
private func printedLines(_ table: Table?, _ target: Target) -> [String] {
  guard let table else { return [] }
  return printSchema(Schema(target: target, tables: [table.withoutHistory])).split(separator: "\n").map(String.init)
    .filter { !$0.hasPrefix("target ") }
}

/// The lines that differ, with the first line of the declaration; empty without differences.
private func changedLines(_ old: [String], _ new: [String]) -> [String] {
  let lines = difference(old, new)
  guard lines.contains(where: { !$0.hasPrefix("  ") }) else { return [] }
  if old.isEmpty || new.isEmpty { return lines }
  return lines.enumerated().filter { !$1.hasPrefix("  ") || $1.hasPrefix("  table ") }.map(\.element)
}

/// A line diff.
private func difference(_ old: [String], _ new: [String]) -> [String] {
  let changes = new.difference(from: old)
  var removed: [Int: String] = [:]
  var inserted: [Int: String] = [:]
  for change in changes {
    switch change {
    case .remove(let offset, let element, _): removed[offset] = element
    case .insert(let offset, let element, _): inserted[offset] = element
    }
  }
  var lines: [String] = []
  var oldIndex = 0
  var newIndex = 0
  while oldIndex < old.count || newIndex < new.count {
    if let line = removed[oldIndex] {
      lines.append("- " + line)
      oldIndex += 1
    } else if let line = inserted[newIndex] {
      lines.append("+ " + line)
      newIndex += 1
    } else {
      lines.append("  " + (newIndex < new.count ? new[newIndex] : old[oldIndex]))
      oldIndex += 1
      newIndex += 1
    }
  }
  return lines
}
