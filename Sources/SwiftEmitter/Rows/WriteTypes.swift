// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A written column, with its property.
private struct WriteField {
  var column: ColumnShape
  var type: SwiftType
  /// The column as it is read, with its type, if this code reads it.
  var read: (column: ColumnShape, type: SwiftType)?
  /// Whether it is a key that the database assigns or that this code does not read.
  var mayLackKey = false

  var isKey: Bool { column.key != .none }
  var isOptional: Bool { column.write?.isOptional == true }
  /// Whether an existing row may have no value, although a new row needs one.
  var mayLackValue: Bool { !isOptional && !isKey && (read == nil || column.read?.isOptional == true) }
  /// Whether it can be set without other columns.
  var isSettable: Bool { !mayLackValue && column.group == nil }
  var name: String { column.property.escaped }
  /// The default of the initialiser's argument, as a Swift expression; `nil` if the argument is required.
  ///
  /// Members of a group have no default: omitted beside the others, they would become stale.
  var implicitValue: String? {
    if column.group != nil { return isOptional ? nil : type.onlyValue }
    return column.defaultValue.flatMap { $0.swiftExpression(type) }
      ?? (isOptional || column.key == .assigned ? "nil" : type.onlyValue)
  }
}

extension SwiftSource {
  /// The struct for writing rows: new rows with all required values, existing rows with changed values.
  mutating func write(_ row: RowType, handingBack read: RowType?) {
    let indices = row.shape.columns.indices.filter { row.shape.columns[$0].write != nil }
    let fields = row.fields.map { index, column, type in
      let old = read.flatMap { read in read.properties[index].map { (read.shape.columns[index], $0) } }
      let isUnread = column.key != .none && read != nil && old == nil
      return WriteField(column: column, type: type, read: old, mayLackKey: column.key == .assigned || isUnread)
    }
    let scope = [row.name]
    let table = row.shape.table.text.commentText
    if let original = row.shape.original {
      line("/// The second copy of a row of `\(table)`; write it in one transaction with its `\(original)Write`.")
    } else {
      line("/// A row of `\(table)` as it is written: a new row, or changes of an existing row.")
      line("///")
      line("/// For an existing row, only assigned columns are written.")
    }
    block("public struct \(row.name): WritableRow {") { source in
      let written = indices.map { row.shape.columns[$0].storedColumn }
      if let read, written == read.fields.map(\.column.storedColumn) {
        source.line("public static let table = \(read.name).table")
        source.line("public static let columns = \(read.name).columns")
        source.line("public static let keyColumns = \(read.name).keyColumns")
      } else {
        source.tableConstants(of: row.shape, columns: Array(indices))
      }
      source.line()
      for field in fields { source.property(field, in: scope) }
      source.insertInit(fields, in: scope)
      if let read { source.updateInit(fields, from: read, in: scope) } else { source.updateInit(fields, in: scope) }
      source.setters(fields, in: scope)
      source.encoding(row.shape, indices, Dictionary(fields.map { ($0.column.stored, $0) }) { first, _ in first })
      source.declarations(of: fields.map(\.type), in: scope)
    }
  }

  private mutating func property(_ field: WriteField, in scope: [String]) {
    let spelling = field.type.spelling(in: scope)
    if let text = field.column.documentation { documentation(text) }
    if field.isKey {
      line("public let \(field.name): \(spelling)\(field.mayLackKey ? "?" : "")")
    } else {
      let access = field.isSettable ? "public" : "public private(set)"
      line("@Written \(access) var \(field.name): \(spelling)\(field.isOptional || field.mayLackValue ? "?" : "")")
    }
  }

  /// The initialiser of a new row.
  private mutating func insertInit(_ fields: [WriteField], in scope: [String]) {
    let parameters = fields.map { field in
      let isOptional = field.isOptional || field.column.key == .assigned
      let spelling = field.type.spelling(in: scope) + (isOptional ? "?" : "")
      return "\(field.name): \(spelling)" + (field.implicitValue.map { " = \($0)" } ?? "")
    }
    line()
    line("/// A new row.")
    parameterized("public init", parameters) { source in
      for field in fields {
        if field.isKey {
          source.assign(field.column.property, field.name)
        } else {
          source.line("self._\(field.column.property) = Written(wrappedValue: \(field.name))")
        }
      }
    }
  }

  /// The initialiser for changes of a row that was read.
  private mutating func updateInit(_ fields: [WriteField], from read: RowType, in scope: [String]) {
    line()
    line("/// Changes of a row that was read.")
    let usesRow = fields.contains { $0.read != nil }
    block("public init(_ \(usesRow ? "row" : "_"): \(read.name)) {") { source in
      for field in fields {
        guard let old = field.read else {
          let missing = field.isKey ? "nil" : "Written(unchanged: nil)"
          source.line("self.\(field.isKey ? field.name : "_" + field.column.property) = \(missing)")
          continue
        }
        let property = "row.\(old.column.property.escaped)"
        if field.isKey {
          source.assign(field.column.property, property)
          continue
        }
        let inner = field.type.conversion(of: "$0", from: old.type, in: scope)
        let value =
          inner == "$0"
          ? property
          : old.column.read?.isOptional == true
            ? "\(property).map { \(inner) }" : field.type.conversion(of: property, from: old.type, in: scope)
        source.line("self._\(field.column.property) = Written(unchanged: \(value))")
      }
    }
  }

  /// The initialiser for changes of a row by its key.
  private mutating func updateInit(_ fields: [WriteField], in scope: [String]) {
    let keys = fields.filter(\.isKey)
    line()
    line("/// Changes of an existing row.")
    let parameters = keys.enumerated().map { index, key in
      "\(index == 0 ? "changing " : "")\(key.name): \(key.type.spelling(in: scope))"
    }
    parameterized("public init", parameters) { source in
      for field in fields {
        if field.isKey {
          source.assign(field.column.property, field.name)
        } else {
          source.line("self._\(field.column.property) = Written(unchanged: nil)")
        }
      }
    }
  }

  /// The setters of columns that cannot be assigned: those that are written together, and those that must get a value.
  private mutating func setters(_ fields: [WriteField], in scope: [String]) {
    var groups: [[WriteField]] = []
    var groupIndices: [Int: Int] = [:]
    for field in fields where !field.isKey {
      if let group = field.column.group, let index = groupIndices[group] {
        groups[index].append(field)
      } else {
        if let group = field.column.group { groupIndices[group] = groups.count }
        groups.append([field])
      }
    }
    for group in groups where group.count > 1 || !group.allSatisfy(\.isSettable) {
      line()
      if group.count > 1 {
        line("/// Sets columns that must be written together, because one is computed from another.")
      }
      let parameters = group.map { "\($0.name): \($0.type.spelling(in: scope))\($0.isOptional ? "?" : "")" }
      parameterized("public mutating func set", parameters) { source in
        for field in group { source.assign(field.column.property, field.name) }
      }
    }
  }

  private mutating func encoding(_ shape: RowShape, _ indices: [Int], _ fields: [StoredName: WriteField]) {
    line()
    block("public func write(to row: inout some RowWriter) throws {") { source in
      for (position, index) in indices.enumerated() {
        let column = shape.columns[index]
        if let computed = column.source {
          let conversion = computed.transform.runtimeConversion
          source.line("try row.set(\(position), self._\(computed.property), through: \(conversion))")
        } else if let field = fields[column.stored] {
          if field.mayLackKey {
            source.line("if let key = self.\(field.name) { try row.set(\(position), key) }")
          } else {
            source.line("try row.set(\(position), self.\(field.isKey ? field.name : "_" + column.property))")
          }
        }
      }
    }
  }
}

extension String {
  /// This text for a comment of one line.
  fileprivate var commentText: String { String(swiftLiteral.dropFirst().dropLast()) }
}
