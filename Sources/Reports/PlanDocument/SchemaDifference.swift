// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// A fenced diff of the changed tables between two schemas; empty without changes.
func schemaDifference(from old: Schema, to new: Schema) -> String {
  var before: [TableName: Table] = [:]
  for table in old.tables { before[table.name] = table }
  var after: [TableName: Table] = [:]
  for table in new.tables { after[table.name] = table }
  let touched = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  guard !touched.isEmpty else { return "" }
  var lines: [String] = []
  for name in touched {
    lines += difference(printedLines(before[name], old.target), printedLines(after[name], new.target))
  }
  return "\n" + Markdown.block(lines, language: "diff")
}

/// The lines of a table's declaration.
private func printedLines(_ table: Table?, _ target: Target) -> [String] {
  guard let table else { return [] }
  return printSchema(Schema(target: target, tables: [table])).split(separator: "\n").map(String.init)
    .filter { !$0.hasPrefix("target ") }
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
