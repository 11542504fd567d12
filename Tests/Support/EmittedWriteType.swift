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
    var lines: [String] = []
    for line in withOwnConstants(file).split(separator: "\n").map(String.init) {
      if !lines.isEmpty || line.hasPrefix("public struct ") && line.hasSuffix("Write: WritableRow {") {
        lines.append(line)
      }
      if line == "}", !lines.isEmpty {
        types.append(EmittedWriteType(lines))
        lines = []
      }
    }
    return types
  }

  /// The file with the constants of the row types in the write types that take them over.
  private static func withOwnConstants(_ file: String) -> String {
    var shared: [String: [Substring]] = [:]
    var reading: String?
    var result: [Substring] = []
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("public struct "), line.hasSuffix(": ReadableRow {") {
        reading = String(line.dropFirst(14).dropLast(15))
      } else if let name = reading {
        shared[name, default: []].append(line)
        if line.hasPrefix("  public static let keyColumns") { reading = nil }
      }
      if line.hasPrefix("  public static let table = "), let own = shared[String(line.dropFirst(28).dropLast(6))] {
        result += own
      } else if !line.hasSuffix("Row.columns"), !line.hasSuffix("Row.keyColumns") {
        result.append(line)
      }
    }
    return result.joined(separator: "\n")
  }

  private init(_ lines: [String]) {
    name = lines[0].split(whereSeparator: { " :".contains($0) }).dropFirst(2).first.map(String.init) ?? ""
    table = lines[1].split(separator: "\"").dropFirst().first.map(String.init) ?? ""
    let stored = lines.filter { $0.hasPrefix("    Column(\"") }.map { String($0.split(separator: "\"")[1]) }
    // Property, to the columns that are written when it is assigned.
    var columns: [String: Set<String>] = [:]
    for line in lines {
      guard line.hasPrefix("    "), line.contains("row.set("),
        let match = line.firstMatch(of: /row\.set\((\d+), (self\._)?(`?\w+`?)/), let place = Int(match.1)
      else {
        continue
      }
      if match.2 == nil {
        keys.insert(stored[place])
      } else {
        columns[String(match.3), default: []].insert(stored[place])
      }
    }
    var assigned: Set<String>?
    var function = ""
    var isSetter = false
    for line in lines {
      if line.hasPrefix("  @Written public var"), let match = line.firstMatch(of: /^  @Written public var (`?\w+`?):/) {
        let name = Self.bare(match.1)
        operations.append(Operation(name: name, columns: columns[name] ?? []))
      }
      if line.hasPrefix("  public "), let match = line.firstMatch(of: /^  public (?:mutating func (set)|(init))\((.*)/)
      {
        assigned = []
        isSetter = match.1 != nil
        function = String(match.3)
      } else if assigned != nil, line.hasPrefix("    "), !line.contains("self.") {
        function += line
      }
      if assigned != nil, line.hasPrefix("    self."), !line.contains("carried:"),
        let match = line.firstMatch(of: #/^    self\.(_?)(`?\w+`?) = /#)
      {
        assigned?.insert(match.1.isEmpty ? Self.bare(match.2) : String(match.2))
      }
      if line == "  }", let properties = assigned {
        for match in function.matches(of: #/(`?\w+`?): [^=,]* = /#) { implicit.insert(Self.bare(match.1)) }
        let labels = function.matches(of: #/(`?\w+`?): /#).map { "\($0.1):" }.joined()
        operations.append(
          Operation(
            name: isSetter ? "set(\(labels))" : "init",
            columns: properties.reduce(into: []) { $0.formUnion(columns[$1] ?? []) }))
        assigned = nil
      }
    }
    operations.removeAll(where: \.columns.isEmpty)
  }

  private static func bare(_ name: Substring) -> String { name.filter { $0 != "`" } }
}
