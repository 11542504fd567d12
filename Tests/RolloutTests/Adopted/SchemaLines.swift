// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Edits of a printed schema by lines, as a user would type them in `app.schema`.
extension String {
  /// Renames a field by `@was`, in the table's indexes too.
  func renaming(_ field: String, of table: String, to new: String) -> String {
    editing(table) { line in
      if let rest = line.rest(after: field) { return "  \(new):\(rest) @was(\(field))" }
      return line.isIndex ? line.replacingWord(field, with: new) : line
    }
  }

  /// Removes a field, and the indexes over it.
  func dropping(_ field: String, of table: String) -> String {
    editing(table) { line in
      line.rest(after: field) != nil || (line.isIndex && line.replacingWord(field, with: "") != line) ? nil : line
    }
  }

  /// Replaces the text after a field's name.
  func retyping(_ field: String, of table: String, _ change: (String) -> String) -> String {
    editing(table) { line in line.rest(after: field).map { "  \(field):" + change($0) } ?? line }
  }

  /// Adds a line to a table.
  func adding(_ text: String, to table: String) -> String {
    replacingOccurrences(of: "table \(table) {\n", with: "table \(table) {\n  \(text)\n")
  }

  /// Renames a table by `@was`.
  func renamingTable(_ table: String, to new: String) -> String {
    replacingOccurrences(of: "table \(table) {", with: "table \(new) @was(\(table)) {")
  }

  private func editing(_ table: String, _ change: (String) -> String?) -> String {
    var isInside = false
    return components(separatedBy: "\n").compactMap { line -> String? in
      if line.hasPrefix("table ") { isInside = line == "table \(table) {" }
      return isInside ? change(line) : line
    }.joined(separator: "\n")
  }

  private func rest(after field: String) -> String? {
    hasPrefix("  \(field):") ? String(dropFirst(field.count + 3)) : nil
  }

  private var isIndex: Bool { ["  index ", "  unique ", "  search "].contains(where: hasPrefix) }

  /// Replaces a word inside the parentheses of an index.
  private func replacingWord(_ word: String, with other: String) -> String {
    guard let open = firstIndex(of: "(") else { return self }
    let parts = self[open...].components(separatedBy: word)
    func isEnd(_ character: Character?) -> Bool { character.map { "(), .".contains($0) } ?? true }
    var result = String(self[..<open]) + parts[0]
    for (before, part) in zip(parts, parts.dropFirst()) {
      result += (isEnd(before.last) && isEnd(part.first) ? other : word) + part
    }
    return result
  }
}
