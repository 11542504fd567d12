// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport

/// The rows of a database by their tables' stored names; each row has a value for each column.
typealias TableRows = [StoredName: [[StoredName: Value]]]

/// Random rows that a schema allows: keys apart, unique indexes kept, every reference to a row that is there.
struct SampleRows {
  let schema: Schema
  private(set) var sampler: Sampler
  private(set) var rows: TableRows = [:]

  init(_ schema: Schema, seed: UInt64, rowsOfTable: Int) {
    self.schema = schema
    sampler = Sampler(seed: seed)
    sampler.isNasty = true
    for table in schema.tables { sampler.rowCounts[table.name] = rowsOfTable }
    // A table that cannot have so many rows has fewer, and so may those that refer to it.
    while !fill() {}
  }

  /// Makes all rows, or lowers the count of a table.
  private mutating func fill() -> Bool {
    rows = [:]
    for table in schema.tables {
      let count = sampler.rowCounts[table.name] ?? 0
      var taken = Set<[Value]>()
      var made: [[StoredName: Value]] = []
      while made.count < count {
        guard let row = row(made.count, of: table, &taken) else {
          sampler.rowCounts[table.name] = made.count
          return false
        }
        made.append(row)
      }
      rows[table.storedName] = made
    }
    return true
  }

  private mutating func row(_ number: Int, of table: Table, _ taken: inout Set<[Value]>) -> [StoredName: Value]? {
    if table.rowType.demandsAbsentRow(sampler.rowCounts) { return nil }
    for case .reference(let other) in table.keyFields.map(\.type.value) where number >= sampler.rowCounts[other] ?? 0 {
      return nil
    }
    for _ in 0..<40 {
      var row: [StoredName: Value] = [:]
      for field in table.fields {
        row[field.storedName] =
          field.isKey ? key(of: field, number, in: table) : sampler.value(of: field.type)
      }
      if case .variants = table.content { row[ColumnID.wholeRow] = sampler.value(of: FieldType(table.rowType)) }
      let promised = promises(of: row, table)
      guard row.values.allSatisfy(\.isStorable), promised.allSatisfy({ !taken.contains($0) }) else { continue }
      taken.formUnion(promised)
      return row
    }
    return nil
  }

  /// A value that no other row has; one of a reference is that of the row with the same number.
  private mutating func key(of field: Field, _ number: Int, in table: Table) -> Value {
    if case .reference(let other) = field.type.value { return .reference(other, Int64(number)) }
    return sampler.key(of: field.type, row: number) ?? sampler.value(of: field.type)
  }

  /// A reference as the key that the store has for it: it may be equal to another value of the row.
  private func stored(_ value: Value) -> Value {
    guard case .reference(let name, let number) = value, let table = schema.table(name) else { return value.indexed }
    guard let key = table.keyFields.first else { return .literal(.int(number + 1)) }
    if case .reference(let other) = key.type.value { return other == name ? value : stored(.reference(other, number)) }
    return sampler.key(of: key.type, row: Int(number)) ?? value
  }

  /// What no other row may have: the values of its unique indexes and of its key; a missing one is like no other.
  private func promises(of row: [StoredName: Value], _ table: Table) -> [[Value]] {
    var promised: [[Value]] = []
    let keys = table.keyFields.compactMap { row[$0.storedName] }
    if !keys.isEmpty { promised.append([.literal(.string("key"))] + keys) }
    for (place, index) in table.indexes.enumerated() where index.kind == .unique {
      let values = index.paths.map { stored(row.value(at: $0, in: table)) }
      if !values.contains(.absent) { promised.append([.literal(.int(Int64(place)))] + values) }
    }
    return promised
  }
}

extension [StoredName: Value] {
  /// The value at a path of the language; `.absent` where there is none.
  func value(at path: [FieldName], in table: Table) -> Value {
    var rest = path[...]
    var value: Value
    if case .variants = table.content {
      value = self[ColumnID.wholeRow] ?? .absent
    } else {
      guard let first = rest.popFirst(), let field = table.field(first) else { return .absent }
      value = self[field.storedName] ?? .absent
    }
    for name in rest {
      guard case .map(let entries) = value else { return .absent }
      value = entries.first { $0.key == .literal(.string(name.text)) }?.value ?? .absent
    }
    return value == .null ? .absent : value
  }
}

extension Value {
  /// The values that an index of SQLite compares: a bool inside JSON is 0 or 1.
  var indexed: Value {
    if case .literal(.bool(let flag)) = self { .literal(.int(flag ? 1 : 0)) } else { self }
  }

  /// Whether a store can hold it: `anything` stands for no value in particular.
  var isStorable: Bool {
    switch self {
    case .anything: false
    case .array(let values): values.allSatisfy(\.isStorable)
    case .map(let entries): entries.allSatisfy { $0.value.isStorable }
    case .absent, .null, .literal, .bytes, .timestamp, .date, .uuid, .decimal, .reference: true
    }
  }
}

extension ValueType {
  /// Whether some value of it may have to refer to a row of a table that has none.
  fileprivate func demandsAbsentRow(_ counts: [TableName: Int]) -> Bool { references.contains { counts[$0] == 0 } }
}
