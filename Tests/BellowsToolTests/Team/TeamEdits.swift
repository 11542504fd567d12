// Part of Bellows. MIT licence: see LICENSE.
import TestSupport

/// A kind of edit that a developer makes in the goal schema.
enum TeamEdit: CaseIterable {
  case addOptional, addRequired, addDefaulted, rename, remove, widen, narrow, require, relax, convert, addIndex
  case addUnique, removeIndex, addTable, removeTable, addReference, tidy
}

extension TeamSchema {
  /// The schema with which a team begins.
  static let first = TeamSchema(
    """
    table labels {
      text: string
      colour: "red" | "green"
      rank: int?
    }

    table notes {
      title: string
      body: string?
      kind: "memo" | "task" | "log"
      size: int

      index by_kind (kind)
    }

    table users {
      email: string
      name: string
      nick: string?
      role: "member" | "admin"
      age: int

      unique by_email (email)
    }
    """)

  /// Makes a random edit.
  ///
  /// - Parameters:
  ///   - edit: The kind of edit.
  ///   - number: A number that makes new names unique.
  ///   - table: The only table that may change; `nil` for any.
  /// - Returns: What the edit does; `nil` if the schema has nothing for it.
  mutating func make(
    _ edit: TeamEdit, _ number: Int, in table: String? = nil, _ random: inout SeededRandom
  ) -> String? {
    guard
      let index = table.map({ name in tables.firstIndex { $0.name == name } })
        ?? random.number(below: tables.count)
    else { return nil }
    switch edit {
    case .addTable:
      if table != nil { return nil }
      tables.insert(
        Table(name: "t\(number)", lines: [Line(name: "text", text: "text: string")]),
        at: random.number(below: tables.count + 1))
      return "add table t\(number)"
    case .removeTable:
      let referred = Set(tables.flatMap(\.lines).compactMap(\.reference))
      let names = tables.map(\.name).filter { $0.hasPrefix("t") && !referred.contains($0) }
      guard table == nil, !names.isEmpty else { return nil }
      let name = random.pick(names)
      tables.removeAll { $0.name == name }
      return "remove table \(name)"
    case .addReference:
      let target = random.pick(tables).name
      return tables[index].add("f\(number)", "id<\(target)>? @onDelete(setNull)", &random)
    case .tidy:
      for (place, line) in tables[index].lines.enumerated() {
        tables[index].lines[place].text = line.text.withoutPreviousNames
      }
      return "tidy \(tables[index].name)"
    case _: return tables[index].make(edit, number, &random)
    }
  }
}

extension TeamSchema.Table {
  fileprivate mutating func add(_ field: String, _ type: String, _ random: inout SeededRandom) -> String {
    let count = lines.filter { !$0.isIndex }.count
    let line = TeamSchema.Line(name: field, text: "\(field): \(type)")
    lines.insert(line, at: random.number(below: count + 1))
    return "add \(name).\(field): \(type)"
  }

  fileprivate mutating func make(_ edit: TeamEdit, _ number: Int, _ random: inout SeededRandom) -> String? {
    switch edit {
    case .addOptional: return add("f\(number)", random.happens(50) ? "string?" : "int?", &random)
    case .addRequired: return add("f\(number)", random.happens(50) ? "string" : "int", &random)
    case .addDefaulted: return add("f\(number)", "int = \(number)", &random)
    case .rename:
      return change(&random, where: { !$0.isIndex }) { line in
        let type = line.text.withoutPreviousNames.drop { $0 != ":" }
        return TeamSchema.Line(name: "r\(number)", text: "r\(number)\(type) @was(\(line.name))")
      }
    case .remove:
      guard lines.filter({ !$0.isIndex }).count > 2 else { return nil }
      let indexed = Set(lines.flatMap(\.fields))
      let free = lines.filter { !$0.isIndex && !indexed.contains($0.name) }
      guard !free.isEmpty else { return nil }
      let line = random.pick(free)
      lines.removeAll { $0 == line }
      return "remove \(name).\(line.name)"
    case .addIndex, .addUnique:
      let field = random.pick(lines.filter { !$0.isIndex }).name
      let kind = edit == .addIndex ? "index" : "unique"
      lines.append(TeamSchema.Line(name: "#i\(number)", text: "\(kind) i\(number) (\(field))"))
      return "add \(kind) \(name)#i\(number) (\(field))"
    case .removeIndex:
      guard let line = lines.last(where: \.isIndex) else { return nil }
      lines.removeAll { $0 == line }
      return "remove \(name)\(line.name)"
    case _: return retype(edit, number, &random)
    }
  }

  private mutating func retype(_ edit: TeamEdit, _ number: Int, _ random: inout SeededRandom) -> String? {
    func replace(_ isMeant: (String) -> Bool, _ change: (String) -> String) -> String? {
      self.change(&random, where: { isMeant($0.text) }) { line in
        TeamSchema.Line(name: line.name, text: change(line.text))
      }
    }
    switch edit {
    case .widen:
      return replace({ $0.contains("\"") }) { $0.replacing(": ", with: ": \"w\(number)\" | ", maxReplacements: 1) }
    case .narrow: return replace({ $0.contains(" | ") }) { $0.replacing(#/"\w+" \| /#, with: "", maxReplacements: 1) }
    case .require: return replace({ $0.contains("?") && !$0.contains("id<") }) { $0.replacing("?", with: "") }
    case .relax:
      return replace({ $0.wholeMatch(of: /\w+: (string|int)( @was.*)?/) != nil }) {
        $0.replacing(/: (string|int)/) { ": \($0.1)?" }
      }
    case .convert:
      return replace({ $0.wholeMatch(of: /\w+: int\??( @was.*)?/) != nil }) { $0.replacing(": int", with: ": string") }
    case _: return nil
    }
  }

  /// Replaces a random line, and its name in the indexes.
  private mutating func change(
    _ random: inout SeededRandom, where isMeant: (TeamSchema.Line) -> Bool,
    _ change: (TeamSchema.Line) -> TeamSchema.Line
  ) -> String? {
    let places = lines.indices.filter { isMeant(lines[$0]) }
    guard !places.isEmpty else { return nil }
    let place = random.pick(places)
    let old = lines[place]
    lines[place] = change(old)
    for index in lines.indices where lines[index].fields.contains(old.name) {
      lines[index].text = lines[index].text.replacing("(\(old.name))", with: "(\(lines[place].name))")
    }
    return "\(name).\(old.text) -> \(lines[place].text)"
  }
}
