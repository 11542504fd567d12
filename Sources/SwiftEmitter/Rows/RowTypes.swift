// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// A row type with the names and types of its properties.
struct RowType {
  var shape: RowShape
  var name: String
  /// In the order of the columns; `nil` for a column that this type does not use.
  var properties: [SwiftType?]

  /// The type for reading rows.
  ///
  /// - Parameter other: A type of the same table; columns of equal types use its nested types.
  init(reading shape: RowShape, name: String, _ builder: SwiftTypeBuilder, sharing other: RowType? = nil) {
    self.shape = shape
    self.name = name
    var scope = builder.scope([name], members: shape.columns.map(\.property))
    var known: [StoredName: (type: ValueType, swift: SwiftType)] = [:]
    for (_, column, type) in other?.fields ?? [] { known[column.stored] = column.read.map { ($0.value, type) } }
    properties = shape.columns.map { column in
      guard let type = column.read?.value else { return nil }
      if let shared = known[column.stored], shared.type == type { return shared.swift }
      return builder.build(type, of: column, in: shape, &scope)
    }
  }

  /// The type for writing rows, which can write back values of the reading type.
  init(writing shape: RowShape, name: String, handingBack read: RowType?, _ builder: SwiftTypeBuilder) {
    self.shape = shape
    self.name = name
    var scope = builder.scope([name], members: shape.columns.map(\.property))
    properties = shape.columns.enumerated().map { index, column in
      guard let type = column.write, column.source == nil else { return nil }
      guard let old = read?.properties[index] else { return builder.build(type.value, of: column, in: shape, &scope) }
      if column.key == .whole || column.key == .assigned { return old }
      return builder.build(type.value, handingBack: old, named: column.typeName, in: &scope)
    }
  }

  /// The columns with their indices and types.
  var fields: [(index: Int, column: ColumnShape, type: SwiftType)] {
    zip(shape.columns, properties).enumerated().compactMap { index, pair in
      pair.1.map { (index, pair.0, $0) }
    }
  }
}

extension ColumnShape {
  fileprivate var typeName: String { field == "*" ? "Value" : field.text.upperCamelCase(orElse: "Field") }
}

extension SwiftTypeBuilder {
  fileprivate func build(_ type: ValueType, of column: ColumnShape, in shape: RowShape, _ scope: inout Scope)
    -> SwiftType
  {
    switch column.key {
    case .whole, .assigned:
      SwiftType(value: .reference(shape.table), form: .existing(references[shape.table] ?? "JSONValue"))
    case .none, .part: build(type, named: column.typeName, in: &scope)
    }
  }
}

extension SwiftSource {
  /// The static properties of a row type.
  mutating func tableConstants(of shape: RowShape, columns: [Int]) {
    line("public static let table = \(shape.stored.text.swiftLiteral)")
    let elements = columns.map { shape.columns[$0].storedColumn.swiftExpression }
    list("public static let columns: [Column] = [", elements, end: "]")
    columnTypes(of: columns.map { shape.columns[$0] })
    keyColumns(of: shape, columns: columns)
  }

  /// The types of columns on PostgreSQL, if they are known.
  mutating func columnTypes(of columns: [ColumnShape]) {
    let types = columns.compactMap(\.serverType)
    if types.isEmpty { return }
    list("public static let columnTypes: [ServerType] = [", types.map(\.swiftExpression), end: "]")
  }

  /// The columns of the key.
  mutating func keyColumns(of shape: RowShape, columns: [Int]) {
    let keys = columns.enumerated().filter { shape.columns[$0.element].key != .none }.map { String($0.offset) }
    line("public static let keyColumns: [Int] = [\(keys.joined(separator: ", "))]")
  }

  /// The columns of a row type as an enum.
  private mutating func columnNames(of row: RowType) {
    let fields = row.fields
    if fields.isEmpty { return line("public static let columns: [Column] = []") }
    block("public enum Columns: String, ColumnNames {") { source in
      let cases = fields.map { _, column, _ in
        let isNamedAlike = column.property.utf8.elementsEqual(column.stored.text.utf8)
        return column.property.escaped + (isNamedAlike ? "" : " = \(column.stored.text.swiftLiteral)")
      }
      source.list("case ", cases, end: "")
      source.list(
        "public static let forms: [Column.Form] = [", fields.map { ".\($0.column.form.rawValue)" }, end: "]")
    }
    line("public static let columns = Columns.columns")
    columnTypes(of: fields.map(\.column))
    let names = fields.map(\.column).compactMap { column -> (stored: String, member: String)? in
      let member = column.key == .assigned && column.field.text == "_id" ? column.property : column.field.text
      let isRow = column.stored == ColumnID.wholeRow
      return isRow || member.utf8.elementsEqual(column.stored.text.utf8) ? nil : (column.stored.text, member)
    }
    if names.contains(where: { $0 != ("_id", "id") }) {
      let entries = names.map { "\($0.stored.swiftLiteral): \($0.member.swiftLiteral)" }
      list("public static let memberNames: [String: String] = [", entries, end: "]")
    }
  }

  /// The struct for reading rows.
  mutating func row(_ row: RowType) {
    let fields = row.fields
    documentation(row.shape.documentation ?? "A row of `\(row.shape.table)` as it is read.")
    block("public struct \(row.name): ReadableRow {") { source in
      source.line("public static let table = \(row.shape.stored.text.swiftLiteral)")
      source.columnNames(of: row)
      source.keyColumns(of: row.shape, columns: fields.map(\.index))
      source.line()
      for (_, column, type) in fields {
        if let text = column.documentation { source.documentation(text) }
        source.line("public var \(column.property.escaped): \(type.spelling(in: [row.name]))\(column.readMark)")
      }
      source.line()
      let parameters = fields.map { _, column, type in
        "\(column.property.escaped): \(type.spelling(in: [row.name]))\(column.readMark)"
          + (column.readMark.isEmpty ? "" : " = nil")
      }
      source.parameterized("public init", parameters) {
        $0.assign(fields.map { ($0.column.property, $0.column.property.escaped) })
      }
      source.line()
      source.block("public init(row: some RowReader) throws {") { source in
        if fields.isEmpty { return }
        let arguments = fields.enumerated().map { index, field in
          let method = field.column.readMark.isEmpty ? "required" : "optional"
          return "\(field.column.property.argumentLabel): row.\(method)(\(index))"
        }
        source.list("try self.init(", arguments, end: ")")
      }
      source.line()
      source.list(
        "public var columnValues: [JSONValue?] { [",
        fields.map { "\($0.column.property.escaped)\($0.column.readMark).json" }, end: "] }")
      source.declarations(of: fields.map(\.type), in: [row.name])
    }
  }

  /// A row type of a plan: what a function reads, or the columns that it returns.
  ///
  /// The initialiser from a stored row is in an extension, so that the struct keeps the one with all members.
  ///
  /// - Parameter hasFixedKey: Whether the key cannot be changed.
  mutating func frozenRow(_ row: RowType, isWritten: Bool, hasFixedKey: Bool) {
    let fields = row.fields
    documentation(row.shape.documentation ?? "A row of `\(row.shape.table)` as it is read.")
    block("public struct \(row.name): BackfillRow\(isWritten ? ", WritableRow" : "") {") { source in
      source.line("public static let table = \(row.shape.stored.text.swiftLiteral)")
      source.wrapped(
        "public static let columns: [Column] = [", fields.map(\.column.storedColumn.swiftExpression), end: "]")
      let keys = fields.enumerated().filter { $0.element.column.key != .none }.map { String($0.offset) }
      source.line("public static let keyColumns: [Int] = [\(keys.joined(separator: ", "))]")
      for (_, column, type) in fields {
        if let text = column.documentation { source.documentation(text) }
        let word = hasFixedKey && column.key != .none ? "let" : "var"
        source.line("public \(word) \(column.property.escaped): \(type.spelling(in: [row.name]))\(column.readMark)")
      }
      if isWritten {
        source.line()
        source.block("public func write(to row: inout some RowWriter) throws {") { source in
          for (index, field) in fields.enumerated() {
            source.line("try row.set(\(index), self.\(field.column.property.escaped))")
          }
        }
      }
      source.declarations(of: fields.map(\.type), in: [row.name])
    }
  }

  /// The initialiser of a row type of a plan from a stored row.
  mutating func frozenInitialiser(_ row: RowType, of plan: String) {
    block("extension \(plan).\(row.name) {") { source in
      source.block("public init(row: some RowReader) throws {") { source in
        for (index, field) in row.fields.enumerated() {
          let method = field.column.readMark.isEmpty ? "required" : "optional"
          source.assign(field.column.property, "try row.\(method)(\(index))")
        }
      }
    }
  }

  /// A list in brackets, wrapped at 110 characters.
  private mutating func wrapped(_ head: String, _ elements: [String], end: String) {
    let line = head + elements.joined(separator: ", ") + end
    if line.count <= 110 { return self.line(line) }
    block(head, end: end) { source in
      var current = ""
      for element in elements {
        if !current.isEmpty, current.count + element.count > 105 {
          source.line(current)
          current = ""
        }
        current += (current.isEmpty ? "" : " ") + element + ","
      }
      if !current.isEmpty { source.line(current) }
    }
  }

  /// `self.name = value`.
  mutating func assign(_ property: String, _ value: String) { line("self.\(property.escaped) = \(value)") }
}

extension ColumnShape {
  /// The suffix of a property's type.
  fileprivate var readMark: String { read?.isOptional == true ? "?" : "" }
}

extension ServerType {
  /// The type as an expression of Swift: `.array(.uuid)`.
  fileprivate var swiftExpression: String {
    switch self {
    case .boolean, .smallint, .integer, .bigint, .real, .double, .numeric, .text, .bytea, .uuid, .date, .timestamp,
      .timestamptz, .json, .jsonb:
      ".\(self)"
    case .enumeration(let name): ".enumeration(\(name.swiftLiteral))"
    case .array(let element): ".array(\(element.swiftExpression))"
    }
  }
}
