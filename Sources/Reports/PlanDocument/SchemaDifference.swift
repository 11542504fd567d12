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
///
/// A line that only moves is no difference.
private func changedLines(_ old: [String], _ new: [String]) -> [String] {
  let (removed, added) = (old.without(new), new.without(old))
  if removed.isEmpty, added.isEmpty { return [] }
  let head = (new.isEmpty || old.isEmpty) ? [] : new.filter { $0.hasPrefix("table ") }.map { "  " + $0 }
  return head + removed.map { "- " + $0 } + added.map { "+ " + $0 } + (head.isEmpty ? [] : ["  }"])
}

extension [String] {
  /// The lines that others do not have, or not as often.
  fileprivate func without(_ others: [String]) -> [String] {
    var counts = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
    return filter { line in
      guard let count = counts[line], count > 0 else { return true }
      counts[line] = count - 1
      return false
    }
  }
}
