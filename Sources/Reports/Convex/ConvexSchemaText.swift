// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// Writes types and tables as in `convex/schema.ts`.
package enum ConvexSchemaText {
  /// The longest line of an object that is not broken.
  package static let width = 90

  /// Returns the property of a table: `users: defineTable({ ... }).index(...)`, with a comma.
  ///
  /// - Parameter next: The table in the next deploys that change it, with their numbers, for remarks beside its fields.
  package static func table(_ table: Table, next: [(deploy: Int, table: Table?)] = []) -> [String] {
    var lines: [String]
    let start = "\(key(table.name.text)): defineTable("
    switch table.content {
    case .fields(let fields) where fields.isEmpty: lines = [start + "{})"]
    case .fields(let fields):
      lines = [start + "{"]
      for field in fields {
        var text = property(field.name, FieldType(field.type.value, isOptional: field.type.isOptional), "  ")
        text[text.count - 1] += remark(field, next)
        lines += text
      }
      lines.append("})")
    case .variants:
      let type = self.type(table.rowType, "")
      lines = [start + type[0]] + type.dropFirst()
      lines[lines.count - 1] += ")"
    }
    for index in table.indexes { lines.append("  " + self.index(index)) }
    lines[lines.count - 1] += ","
    return lines
  }

  /// What later deploys do with a field, as a comment.
  private static func remark(_ field: Field, _ next: [(deploy: Int, table: Table?)]) -> String {
    for (deploy, table) in next {
      guard case .fields(let fields)? = table?.content else { continue }
      guard let later = fields.first(where: { $0.name == field.name }) else {
        return " // bellows: deploy \(deploy) removes it"
      }
      if later.type != field.type {
        let text = validator(later.type).joined(separator: " ")
        return " // bellows: deploy \(deploy) makes it " + (text.count > width ? "required" : text)
      }
    }
    return ""
  }

  package static func property(_ name: FieldName, _ type: FieldType, _ indent: String) -> [String] {
    var lines = validator(type, indent)
    lines[0] = indent + key(name.text) + ": " + lines[0]
    lines[lines.count - 1] += ","
    return lines
  }

  /// Returns the validator of a field; the first line has no indentation.
  package static func validator(_ type: FieldType, _ indent: String = "") -> [String] {
    wrapped(self.type(type.value, indent), in: type.isOptional ? "v.optional(" : "")
  }

  private static func wrapped(_ lines: [String], in call: String) -> [String] {
    if call.isEmpty { return lines }
    var lines = lines
    lines[0] = call + lines[0]
    lines[lines.count - 1] += ")"
    return lines
  }

  /// Returns a type; the first line has no indentation.
  static func type(_ type: ValueType, _ indent: String) -> [String] {
    let short = oneLine(type)
    if short.count <= width { return [short] }
    let inner = indent + "  "
    switch type {
    case .object(let members):
      var lines = ["v.object({"]
      for member in members {
        lines += property(member.name, FieldType(member.type, isOptional: member.isOptional), inner)
      }
      return lines + [indent + "})"]
    case .union(let members):
      var lines = ["v.union("]
      for member in members {
        var text = self.type(member, inner)
        text[0] = inner + text[0]
        text[text.count - 1] += ","
        lines += text
      }
      return lines + [indent + ")"]
    case .array(let element): return wrapped(self.type(element, indent), in: "v.array(")
    case .record(let key, let value):
      return wrapped(self.type(value, indent), in: "v.record(\(self.key(key)), ")
    case .any, .scalar, .bounded, .literal, .reference: return [short]
    }
  }

  /// Returns a type on one line, however long it is.
  package static func oneLine(_ type: ValueType) -> String {
    switch type {
    case .any: return "v.any()"
    case .scalar(let scalar): return "v.\(function(scalar))()"
    case .bounded(let bound): return "v.\(function(bound.scalar))()"
    case .literal(let literal): return "v.literal(\(value(literal)))"
    case .reference(let table): return "v.id(\(quoted(table.text)))"
    case .array(let element): return "v.array(\(oneLine(element)))"
    case .record(let key, let value): return "v.record(\(self.key(key)), \(oneLine(value)))"
    case .object(let members):
      if members.isEmpty { return "v.object({})" }
      let list = members.map { member in
        let text = oneLine(member.type)
        return key(member.name.text) + ": " + (member.isOptional ? "v.optional(\(text))" : text)
      }
      return "v.object({ \(list.joined(separator: ", ")) })"
    case .union(let members): return "v.union(\(members.map(oneLine).joined(separator: ", ")))"
    }
  }

  private static func key(_ key: ValueType.RecordKey) -> String {
    if case .reference(let table) = key { return "v.id(\(quoted(table.text)))" }
    return "v.string()"
  }

  /// The name of a scalar in `v`; those that Convex does not have are refused before.
  private static func function(_ scalar: Scalar) -> String {
    switch scalar {
    case .string, .timestamp, .date, .uuid, .decimal: "string"
    case .int: "int64"
    case .double: "number"
    case .bool: "boolean"
    case .bytes: "bytes"
    case .null: "null"
    }
  }

  package static func index(_ index: Index) -> String {
    let paths = index.paths.map { path in quoted(path.map(\.text).joined(separator: ".")) }
    let filters = index.filters.map { path in quoted(path.map(\.text).joined(separator: ".")) }
    let filter = filters.isEmpty ? "" : ", filterFields: [\(filters.joined(separator: ", "))]"
    let name = quoted(index.name.text)
    let first = paths.first ?? "\"\""
    switch index.kind {
    case .index, .unique: return ".index(\(name), [\(paths.joined(separator: ", "))])"
    case .search: return ".searchIndex(\(name), { searchField: \(first)\(filter) })"
    case .vector(let dimensions):
      return ".vectorIndex(\(name), { vectorField: \(first), dimensions: \(dimensions)\(filter) })"
    }
  }

  // MARK: Values

  /// A literal as a value of JavaScript: integers of 64 bits have an `n`.
  static func value(_ literal: Literal) -> String {
    switch literal {
    case .string(let text): quoted(text)
    case .int(let number): "\(number)n"
    case .double(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .bool(let flag): flag ? "true" : "false"
    }
  }

  static func quoted(_ text: String) -> String { text.jsonLiteral }

  /// The name of a property, in quotation marks if it needs them.
  package static func key(_ name: String) -> String { isWord(name) ? name : quoted(name) }

  /// The member of a value: `.name` or `["name"]`.
  static func member(_ name: String) -> String { isWord(name) ? "." + name : "[\(quoted(name))]" }

  private static func isWord(_ name: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }
    guard let first = name.utf8.first else { return false }
    return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || $0 &- UInt8(ascii: "0") < 10 }
  }
}
