// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A column of a row that is written, as its property.
private struct WriteField {
  var column: ColumnShape
  var type: SwiftType
  /// As it is read, with its type, if this code reads it.
  var read: (column: ColumnShape, type: SwiftType)?
  /// Whether it is a key that a row in hand may lack: one that the database assigns, or that this code does not read.
  var mayLackKey = false

  var isKey: Bool { column.key != .none }
  var isOptional: Bool { column.write?.isOptional == true }
  /// Whether a row in hand may lack a value that code must give to a new one.
  var mayLackValue: Bool { !isOptional && !isKey && (read == nil || column.read?.isOptional == true) }
  /// Whether it can be set by itself.
  var isSettable: Bool { !mayLackValue && column.group == nil }
  var name: String { column.property.escaped }
  /// The value of a new row for which code gives none, as a Swift expression; `nil` if code must give one.
  ///
  /// A member of a group has none: left out beside the others, it would be a stale copy.
  var implicitValue: String? {
    if column.group != nil { return isOptional ? nil : type.onlyValue }
    return column.defaultValue.flatMap { $0.swiftExpression(type) }
      ?? (isOptional || column.key == .assigned ? "nil" : type.onlyValue)
  }
}

extension SwiftSource {
  /// The struct for writing rows: new ones with all that they must have, old ones with what is to change.
  mutating func write(_ row: RowType, handingBack read: RowType?) {
    let places = row.shape.columns.indices.filter { row.shape.columns[$0].write != nil }
    let fields = row.fields.map { place, column, type in
      let old = read.flatMap { read in read.properties[place].map { (read.shape.columns[place], $0) } }
      let isUnread = column.key != .none && read != nil && old == nil
      return WriteField(column: column, type: type, read: old, mayLackKey: column.key == .assigned || isUnread)
    }
    let scope = [row.name]
    let table = row.shape.table.text.commentText
    if let original = row.shape.original {
      line("/// The second copy of a row of `\(table)`, to be written in one transaction with its `\(original)Write`.")
    } else {
      line("/// A row of `\(table)` as it is written: a new one, or one that was read and is to change.")
      line("///")
      line("/// Of a row that was read, only the columns that are assigned are written.")
    }
    block("public struct \(row.name): WritableRow {") { source in
      source.tableConstants(of: row.shape, columns: Array(places))
      source.line()
      for field in fields { source.property(field, in: scope) }
      source.insertInit(fields, in: scope)
      if let read { source.updateInit(fields, from: read, in: scope) } else { source.updateInit(fields, in: scope) }
      source.setters(fields, in: scope)
      source.encoding(row.shape, places, Dictionary(fields.map { ($0.column.stored, $0) }) { first, _ in first })
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

  /// For a new row: demands what must be there.
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

  /// For a row in hand: nothing is assigned yet.
  private mutating func updateInit(_ fields: [WriteField], from read: RowType, in scope: [String]) {
    line()
    line("/// A row that was read, to be changed.")
    let usesRow = fields.contains { $0.read != nil }
    block("public init(_ \(usesRow ? "row" : "_"): \(read.name)) {") { source in
      for field in fields {
        guard let old = field.read else {
          let missing = field.isKey ? "nil" : "Written(unchanged: nil)"
          source.line("self.\(field.isKey ? field.name : "_" + field.column.property) = \(missing)")
          continue
        }
        let value = "row.\(old.column.property.escaped)"
        if field.isKey {
          source.assign(field.column.property, value)
          continue
        }
        let inner = field.type.conversion(of: "$0", from: old.type, in: scope)
        let carried =
          inner == "$0"
          ? value
          : old.column.read?.isOptional == true
            ? "\(value).map { \(inner) }" : field.type.conversion(of: value, from: old.type, in: scope)
        source.line("self._\(field.column.property) = Written(unchanged: \(carried))")
      }
    }
  }

  /// For a row that is not in hand: its key, and nothing assigned yet.
  private mutating func updateInit(_ fields: [WriteField], in scope: [String]) {
    let keys = fields.filter(\.isKey)
    line()
    line("/// A row that is there, to be changed.")
    let parameters = keys.enumerated().map { place, key in
      "\(place == 0 ? "changing " : "")\(key.name): \(key.type.spelling(in: scope))"
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

  /// The one way to assign that is the same in every deploy; what cannot be assigned by itself has no other.
  private mutating func setters(_ fields: [WriteField], in scope: [String]) {
    var groups: [[WriteField]] = []
    var places: [Int: Int] = [:]
    for field in fields where !field.isKey {
      if let group = field.column.group, let place = places[group] {
        groups[place].append(field)
      } else {
        if let group = field.column.group { places[group] = groups.count }
        groups.append([field])
      }
    }
    for group in groups {
      line()
      if group.count > 1 {
        line("/// Sets columns that are written together, because a value in one follows from another.")
      }
      let parameters = group.map { "\($0.name): \($0.type.spelling(in: scope))\($0.isOptional ? "?" : "")" }
      parameterized("public mutating func set", parameters) { source in
        for field in group { source.assign(field.column.property, field.name) }
      }
    }
  }

  private mutating func encoding(_ shape: RowShape, _ places: [Int], _ fields: [StoredName: WriteField]) {
    line()
    block("public func write(to row: inout some RowWriter) throws {") { source in
      for (index, place) in places.enumerated() {
        let column = shape.columns[place]
        if let computed = column.source {
          let conversion = computed.transform.runtimeConversion
          source.line("try row.set(\(index), self._\(computed.property), through: \(conversion))")
        } else if let field = fields[column.stored] {
          if field.mayLackKey {
            source.line("if let key = self.\(field.name) { try row.set(\(index), key) }")
          } else {
            source.line("try row.set(\(index), self.\(field.isKey ? field.name : "_" + column.property))")
          }
        }
      }
    }
  }
}

extension String {
  /// This text inside a comment of one line.
  fileprivate var commentText: String { String(swiftLiteral.dropFirst().dropLast()) }
}
