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
  /// A new key, if the default is one: `UsersID(UUID())`.
  private var newKey: String? {
    guard column.key == .whole, column.defaultValue == .uuid, case .existing(let name) = type.form else { return nil }
    return "\(name)(UUID())"
  }
  /// The default of the initialiser's argument, as a Swift expression; `nil` if the argument is required.
  ///
  /// Members of a group have no default: omitted beside the others, they would become stale.
  var implicitValue: String? {
    if column.group != nil { return isOptional ? nil : type.onlyValue }
    return column.defaultValue.flatMap { $0.swiftExpression(type) } ?? newKey
      ?? (isOptional || column.key == .assigned ? "nil" : type.onlyValue)
  }
}

extension SwiftSource {
  /// The struct for writing rows: new rows with all required values, existing rows with changed values.
  mutating func write(_ row: RowType, handingBack read: RowType?) {
    let indices = row.writtenColumns(beside: read)
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
      line("/// A new row of `\(table)`, or changes of an existing row, of which only assigned columns are written.")
    }
    block("public struct \(row.name): \(read == nil ? "AssignedRow" : "ChangedRow") {") { source in
      source.writtenColumns(of: row.shape, indices, beside: read)
      let positions = source.positions(of: fields, in: row.shape, indices)
      for field in fields { source.property(field, positions[field.column.property] ?? [], in: scope) }
      source.line("public private(set) var assignedColumns: ColumnSet")
      source.insertInit(fields, count: indices.count, in: scope)
      if let read { source.updateInit(fields, from: read, in: scope) } else { source.updateInit(fields, in: scope) }
      source.setters(fields, in: scope)
      source.values(row.shape, indices, Dictionary(fields.map { ($0.column.stored, $0) }) { first, _ in first })
      source.declarations(of: fields.map(\.type), in: scope)
    }
  }

  /// The table and the columns of a type for writing, unless they are those of the type for reading.
  private mutating func writtenColumns(of shape: RowShape, _ indices: [Int], beside read: RowType?) {
    guard let read else {
      tableConstants(of: shape, columns: indices)
      return line()
    }
    let (known, all) = (read.fields.map(\.index), indices)
    if all == known { return }
    if all.starts(with: known) {
      let others = all.dropFirst(known.count).map { shape.columns[$0].storedColumn.swiftExpression }
      list("public static let columns = \(read.name).columns + [", others, end: "]")
    } else {
      let own = all.map { shape.columns[$0].storedColumn.swiftExpression }
      list("public static let columns: [Column] = [", own, end: "]")
    }
    columnTypes(of: all.map { shape.columns[$0] })
    let keys = { (indices: [Int]) in indices.indices.filter { shape.columns[indices[$0]].key != .none } }
    if keys(all) != keys(known) { keyColumns(of: shape, columns: all) }
  }

  /// The positions of the columns that hold a property: its own, and those that are computed from it.
  private func positions(of fields: [WriteField], in shape: RowShape, _ indices: [Int]) -> [String: [Int]] {
    var positions: [String: [Int]] = [:]
    for (position, index) in indices.enumerated() {
      let column = shape.columns[index]
      positions[column.source?.property ?? column.property, default: []].append(position)
    }
    return positions
  }

  private mutating func property(_ field: WriteField, _ positions: [Int], in scope: [String]) {
    let spelling = field.type.spelling(in: scope)
    if let text = field.column.documentation { documentation(text) }
    if field.isKey {
      line("public let \(field.name): \(spelling)\(field.mayLackKey ? "?" : "")")
    } else {
      let access = field.isSettable ? "public" : "public private(set)"
      let type = "\(spelling)\(field.isOptional || field.mayLackValue ? "?" : "")"
      let inserted = positions.map(String.init).joined(separator: ", ")
      line("\(access) var \(field.name): \(type) { didSet { assignedColumns.insert(\(inserted)) } }")
    }
  }

  /// The initialiser of a new row.
  private mutating func insertInit(_ fields: [WriteField], count: Int, in scope: [String]) {
    let parameters = fields.map { field in
      let isOptional = field.isOptional || field.column.key == .assigned
      let spelling = field.type.spelling(in: scope) + (isOptional ? "?" : "")
      return "\(field.name): \(spelling)" + (field.implicitValue.map { " = \($0)" } ?? "")
    }
    line()
    line("/// A new row.")
    parameterized("public init", parameters) { source in
      source.assign(fields.map { ($0.column.property, $0.name) } + [("assignedColumns", "ColumnSet(0..<\(count))")])
    }
  }

  /// The initialiser for changes of a row that was read.
  private mutating func updateInit(_ fields: [WriteField], from read: RowType, in scope: [String]) {
    line()
    line("/// Changes of a row that was read.")
    let usesRow = fields.contains { $0.read != nil }
    block("public init(_ \(usesRow ? "row" : "_"): \(read.name)) {") { source in
      let values = fields.map { field -> (property: String, value: String) in
        guard let old = field.read else { return (field.column.property, "nil") }
        let property = "row.\(old.column.property.escaped)"
        if field.isKey { return (field.column.property, property) }
        let inner = field.type.conversion(of: "$0", from: old.type, in: scope)
        let value =
          inner == "$0"
          ? property
          : old.column.read?.isOptional == true
            ? "\(property).map { \(inner) }" : field.type.conversion(of: property, from: old.type, in: scope)
        return (field.column.property, value)
      }
      source.assign(values + [("assignedColumns", "[]")])
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
      source.assign(
        fields.map { ($0.column.property, $0.isKey ? $0.name : "nil") } + [("assignedColumns", "[]")])
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
        let names = group.map { "`\($0.column.property)`" }
        documentation("Sets \(names.listed) together, because one is computed from another.")
        for field in group {
          let sources = field.column.backfilledFrom.map { "`\($0)`" }
          if sources.isEmpty { continue }
          line("///")
          documentation(
            "`\(field.column.property)` must be what the backfill of the plan computes from \(sources.listed); "
              + "the backfill writes it again.")
        }
      }
      let parameters = group.map { "\($0.name): \($0.type.spelling(in: scope))\($0.isOptional ? "?" : "")" }
      parameterized("public mutating func set", parameters) { source in
        source.assign(group.map { ($0.column.property, $0.name) })
      }
    }
  }

  /// The values of the columns.
  private mutating func values(_ shape: RowShape, _ indices: [Int], _ fields: [StoredName: WriteField]) {
    let json = Dictionary(fields.values.map { ($0.column.property, $0.json) }) { first, _ in first }
    let isComputed = indices.contains { shape.columns[$0].source != nil }
    let values = indices.enumerated().map { position, index in
      let column = shape.columns[index]
      guard let source = column.source else { return json[column.property] ?? "nil" }
      let value = json[source.property] ?? "nil"
      return "\(source.transform.runtimeConversion).json(of: \(value), for: \(position), in: assignedColumns)"
    }
    line()
    if isComputed {
      list("public var columnValues: [JSONValue?] { get throws { try [", values, end: "] } }")
    } else {
      list("public var columnValues: [JSONValue?] { [", values, end: "] }")
    }
  }
}

extension RowType {
  /// The indices of the columns that a type for writing writes: those of the type for reading first, if it writes all
  /// of them.
  fileprivate func writtenColumns(beside read: RowType?) -> [Int] {
    let written = shape.columns.indices.filter { shape.columns[$0].write != nil }
    let known = read?.fields.map(\.index) ?? []
    let isLarger = Set(known).isSubset(of: written)
    return isLarger ? known + written.filter { !known.contains($0) } : written
  }
}

extension WriteField {
  /// The stored value, as an expression.
  fileprivate var json: String { "\(name)\((isKey ? mayLackKey : isOptional || mayLackValue) ? "?" : "").json" }
}

extension String {
  /// This text for a comment of one line.
  fileprivate var commentText: String { String(swiftLiteral.dropFirst().dropLast()) }
}
