// Part of Bellows. MIT licence: see LICENSE.

/// A goal schema as the simulated developers edit it: tables of fields and indexes, a line each.
struct TeamSchema: Equatable {
  /// A field or an index.
  struct Line: Equatable {
    /// Its name; that of an index begins with `#`.
    var name: String
    /// Its text, without indentation.
    var text: String

    var isIndex: Bool { name.hasPrefix("#") }
  }

  struct Table: Equatable {
    var name: String
    var lines: [Line]
  }

  var tables: [Table]

  /// Reads a text of the form that `text` and Bellows have; lines in conflict and comments are left out.
  init(_ text: String) {
    tables = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("table "), line.hasSuffix("{") {
        tables.append(Table(name: String(words[1]), lines: []))
      } else if line.hasPrefix("  "), !line.hasPrefix("  //"), !tables.isEmpty {
        let isIndex = ["index", "unique"].contains(words[0])
        let name = isIndex ? "#" + words[1] : String(words[0].dropLast())
        tables[tables.count - 1].lines.append(Line(name: name, text: words.joined(separator: " ")))
      }
    }
  }

  /// The text of `schemas/app.schema`.
  var text: String {
    var text = "target sqlite\n"
    for table in tables {
      let fields = table.lines.filter { !$0.isIndex }.map { "  \($0.text)\n" }.joined()
      let indexes = table.lines.filter(\.isIndex).map { "  \($0.text)\n" }.joined()
      text += "\ntable \(table.name) {\n\(fields)\(indexes.isEmpty ? "" : "\n" + indexes)}\n"
    }
    return text
  }

  /// The schema without the order of its declarations and without previous names, to compare it with another one.
  var meaning: [String: Set<String>] {
    var meaning: [String: Set<String>] = [:]
    for table in tables {
      meaning[table.name] = Set(table.lines.map { $0.text.withoutPreviousNames })
    }
    return meaning
  }

  func table(_ name: String) -> Table? { tables.first { $0.name == name } }

  /// Returns the schema with the differences between two others, by elements and not by lines of a text.
  ///
  /// An element that differs here from both keeps what it has here.
  func applying(from old: TeamSchema, to new: TeamSchema) -> TeamSchema {
    var result = self
    for table in new.tables where old.table(table.name) == nil && result.table(table.name) == nil {
      result.tables.append(table)
    }
    for table in old.tables where new.table(table.name) == nil {
      result.tables.removeAll { $0 == table }
    }
    for (index, table) in result.tables.enumerated() {
      guard let after = new.table(table.name) else { continue }
      let before = old.table(table.name) ?? Table(name: table.name, lines: [])
      result.tables[index].apply(from: before, to: after)
    }
    result.repair()
    return result
  }

  /// Removes what no schema may have: indexes of fields that are gone, references to tables that are gone.
  private mutating func repair() {
    let names = Set(tables.map(\.name))
    for index in tables.indices {
      let fields = Set(tables[index].lines.map(\.name))
      tables[index].lines.removeAll { line in
        if line.isIndex { return line.fields.contains { !fields.contains($0) } }
        return line.reference.map { !names.contains($0) } ?? false
      }
    }
    tables.removeAll { table in table.lines.allSatisfy(\.isIndex) }
  }
}

extension TeamSchema.Line {
  /// The fields of an index.
  var fields: [String] {
    guard isIndex, let list = text.split(separator: "(").last?.dropLast() else { return [] }
    return list.split(separator: ",").map { $0.filter { $0 != " " } }
  }

  /// The table that a field refers to.
  var reference: String? { (try? /id<(\w+)>/.firstMatch(in: text)).map { String($0.1) } }
}

extension TeamSchema.Table {
  /// Changes the table by the differences between two others.
  fileprivate mutating func apply(from old: TeamSchema.Table, to new: TeamSchema.Table) {
    for (place, line) in new.lines.enumerated() {
      let before = old.lines.first { $0.name == line.name }
      if before == line { continue }
      if let index = lines.firstIndex(where: { $0.name == line.name }) {
        if lines[index] == before { lines[index] = line }
      } else if before == nil {
        let previous = new.lines[..<place].last { other in lines.contains { $0.name == other.name } }
        let index = previous.flatMap { previous in lines.firstIndex { $0.name == previous.name } }
        lines.insert(line, at: index.map { $0 + 1 } ?? 0)
      }
    }
    for line in old.lines where !new.lines.contains(where: { $0.name == line.name }) {
      lines.removeAll { $0 == line }
    }
  }
}

extension String {
  /// A field's text without previous and stored names.
  var withoutPreviousNames: String { replacing(#/ @(was\(\w+\)|column\("\w+"\))/#, with: "") }
}
