// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Checks of stored rows and of what running code reads.
extension World {
  /// Checks I1, I3 and I4.
  mutating func check() {
    guard fault == nil else { return }
    checkRows()
    for code in running where fault == nil {
      for use in code.uses {
        for read in use.reads where fault == nil { check(read, of: use, by: code) }
      }
      for index in code.queries.sorted() where !store.indexNames.contains(index) && store.tables[index.table] != nil {
        fail(.rowsReadable, "release \(code.release) queries \(index.name), which does not exist")
      }
    }
  }

  /// I1: every stored row fits what the store enforces.
  mutating func checkRows() {
    for (column, rules) in store.columns.sorted(by: { $0.key < $1.key }) {
      for id in ids(column.table) {
        let value = rows[column.table]?[id]?[column] ?? .absent
        if !rules.type.contains(value) { return fail(.rowsFit, "\(column) holds \(value)") }
      }
    }
    for unique in store.uniques.sorted() where ids(unique.table).contains(where: { isBroken(unique, by: $0) }) {
      return fail(.rowsFit, "two rows disagree with \(unique.table) \(unique.paths)")
    }
  }

  private mutating func check(_ read: ColumnUse, of use: FieldUse, by code: RunningCode) {
    let (column, table) = (read.column, read.column.table)
    guard store.columns[column] != nil else {
      return fail(.rowsReadable, "release \(code.release) reads \(column), which is not there")
    }
    let isOld = semantics.isOld(code, column)
    for id in ids(table) {
      let value = rows[table]?[id]?[column] ?? .absent
      if !read.type.contains(value) {
        return fail(.rowsReadable, "release \(code.release) cannot read \(value) in \(column)")
      }
      guard let entity = entities[id] else {
        return fail(.nothingStale, "release \(code.release) reads a row of \(table) that was deleted")
      }
      for logicalField in use.logicalFields.intersection(semantics.logicalFields[column] ?? []).sorted()
      where !isRight(value, column, logicalField, of: entity, inOldLanguage: isOld) {
        let right = right(column, logicalField, of: entity).map { "\($0)" } ?? "something else"
        return fail(.nothingStale, "release \(code.release) reads \(value) in \(column), and \(right) was meant")
      }
    }
    let family = semantics.family(of: table)
    if entities.contains(where: { $0.value.family == family && rows[table]?[$0.key] == nil }) {
      fail(.nothingStale, "release \(code.release) misses a row of \(table)")
    }
  }
}
