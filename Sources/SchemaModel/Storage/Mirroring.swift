// Part of Bellows. MIT licence: see LICENSE.

extension Storage {
  /// Whether triggers of SQLite can compute the column of each of two fields from the other's, and lose nothing.
  ///
  ///     a: int, b: int | string     // as a number and as JSON
  ///     a: bytes, b: bytes | int    // no: SQLite has no base64
  package func canMirror(_ old: Field, _ new: Field, in newStorage: Storage) -> Bool {
    guard !target.capabilities.convertsEveryForm else { return true }
    let (from, to) = (form(of: old), newStorage.form(of: new))
    let scalars = (columnScalar(of: old.type.value), newStorage.columnScalar(of: new.type.value))
    if from == to { return scalars.0 == scalars.1 }
    switch (from, to) {
    case (.jsonText, _): return scalars.1?.hasExactJSON(in: to) == true
    case (_, .jsonText): return scalars.0?.hasExactJSON(in: from) == true
    case (_, _): return false
    }
  }
}

extension Scalar {
  /// Whether SQLite's functions convert a column of this form to JSON and back without loss.
  package func hasExactJSON(in form: ColumnForm) -> Bool { traits.sqliteConvertsToJSON && form == traits.sqlite.usual }
}

extension [LiteralRename] {
  /// Whether the functions of the database reach the places of all of these: SQLite's reach members with names that its
  /// paths spell, or all elements of one array.
  package func areInReach(of target: Target) -> Bool {
    guard !target.capabilities.replacesAtEveryPath else { return true }
    let steps = flatMap(\.path)
    guard steps.allSatisfy({ $0 == "[]" || $0.jsonPathStep != nil }) else { return false }
    guard steps.contains("[]") else { return true }
    return allSatisfy { $0.path == first?.path }
  }
}
