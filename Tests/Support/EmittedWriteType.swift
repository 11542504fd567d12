// Part of Bellows. MIT licence: see LICENSE.

/// A generated type for writing rows, read from its Swift text: which columns each operation of an application writes.
package struct EmittedWriteType {
  /// Something that code can do to a row.
  package struct Operation {
    /// As Swift spells it: `init`, `set(first:last:)`, `name`.
    package var name: String
    package var columns: Set<String>
  }

  package var name: String
  package var table: String
  /// The columns of the key, which no operation changes.
  package var keys: Set<String> = []
  package var operations: [Operation] = []
  /// The parameters of the initialiser for a new row that have a default value.
  package var implicit: Set<String> = []

  /// All of a file.
  package static func all(in file: String) -> [EmittedWriteType] {
    var types: [EmittedWriteType] = []
    var reads: [String: Reading] = [:]
    var lines: [String] = []
    for line in file.split(separator: "\n").map(String.init) {
      if !lines.isEmpty || line.hasPrefix("public struct ") { lines.append(line) }
      guard line == "}", let head = lines.first?.split(whereSeparator: { " :".contains($0) }), head.count > 3 else {
        continue
      }
      if head[3] == "ReadableRow" {
        reads[String(head[2])] = Reading(lines)
      } else if ["AssignedRow", "ChangedRow"].contains(head[3]) {
        types.append(EmittedWriteType(String(head[2]), lines, reads[String(head[2].dropLast(5)) + "Row"]))
      }
      lines = []
    }
    return types
  }

  /// The constants of a type for reading, which a type for writing may share.
  private struct Reading {
    var table = ""
    var columns: [String] = []
    var keys: [Int] = []

    init(_ lines: [String]) {
      let text = lines.joined(separator: " ")
      table = text.firstMatch(of: #/static let table = "([^"]*)"/#).map { String($0.1) } ?? ""
      keys = EmittedWriteType.keys(in: text) ?? []
      guard let start = lines.firstIndex(where: { $0.contains("enum Columns") }),
        let end = lines.firstIndex(where: { $0.contains("static let forms") })
      else { return }
      let cases = lines[(start + 1)..<end].joined(separator: " ").replacing(/^ *case */, with: "")
      columns = cases.matches(of: #/(`?\w+`?)(?: = "((?:[^"\\]|\\.)*)")?(?:,|$)/#).map { match in
        match.2.map { String($0) } ?? EmittedWriteType.bare(match.1)
      }
    }
  }

  private static func keys(in text: String) -> [Int]? {
    text.firstMatch(of: #/static let keyColumns: \[Int\] = \[([\d, ]*)\]/#).map { match in
      match.1.split(whereSeparator: { ", ".contains($0) }).compactMap { Int($0) }
    }
  }

  private init(_ name: String, _ lines: [String], _ reading: Reading?) {
    self.name = name
    let text = lines.joined(separator: " ")
    let own = text.firstMatch(of: #/static let table = "([^"]*)"/#)
    table = own.map { String($0.1) } ?? reading?.table ?? ""
    var stored = reading?.columns ?? []
    if let match = text.firstMatch(of: #/static let columns(?:: \[Column\])? = (\w+\.columns \+ )?\[(.*?\))\]/#) {
      let columns = match.2.matches(of: #/Column\("((?:[^"\\]|\\.)*)", /#).map { String($0.1) }
      stored = match.1 == nil ? columns : stored + columns
    }
    keys = Set((Self.keys(in: text) ?? reading?.keys ?? []).map { stored[$0] })
    // Property, to the columns that are written when it is assigned.
    var columns: [String: Set<String>] = [:]
    for line in lines {
      guard
        let match = line.firstMatch(
          of: #/^  public (private\(set\) )?var (`?\w+`?): .* \{ didSet \{ assignedColumns.insert\(([\d, ]+)\) \} \}/#)
      else { continue }
      let places = match.3.split(whereSeparator: { ", ".contains($0) }).compactMap { Int($0) }
      let (name, written) = (Self.bare(match.2), Set(places.map { stored[$0] }))
      columns[name] = written
      if match.1 == nil { operations.append(Operation(name: name, columns: written)) }
    }
    addFunctions(lines, columns)
    operations.removeAll(where: \.columns.isEmpty)
  }

  /// Adds the initialiser for a new row and the setters.
  private mutating func addFunctions(_ lines: [String], _ columns: [String: Set<String>]) {
    var head: String?
    var body: [String]?
    for line in lines {
      if line.hasPrefix("  public init("), !line.hasPrefix("  public init(_ ") { head = "" }
      if line.hasPrefix("  public mutating func set(") { head = "" }
      if line == "  }", let signature = head, let lines = body {
        let isSetter = signature.contains("func set")
        let isNew = lines.contains { $0.contains("ColumnSet(0..<") }
        let assigned = lines.compactMap { $0.components(separatedBy: " = ").first }.joined()
          .matches(of: #/self\.(`?\w+`?)/#).map { Self.bare($0.1) }
        if isSetter || isNew {
          if isNew {
            for match in signature.matches(of: #/(`?\w+`?): [^=,]* = /#) { implicit.insert(Self.bare(match.1)) }
          }
          let labels = signature.matches(of: #/(`?\w+`?): /#).map { "\($0.1):" }.joined()
          let written = assigned.reduce(into: Set<String>()) { $0.formUnion(columns[$1] ?? []) }
          operations.append(Operation(name: isSetter ? "set(\(labels))" : "init", columns: written))
        }
        (head, body) = (nil, nil)
      } else if body != nil {
        body?.append(line)
      } else if head != nil {
        head? += line
        if line.hasSuffix("{") { body = [] }
      }
    }
  }

  private static func bare(_ name: Substring) -> String { name.filter { $0 != "`" } }
}
