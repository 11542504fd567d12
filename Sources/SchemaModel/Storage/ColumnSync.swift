// Part of Bellows. MIT licence: see LICENSE.

extension Storage {
  /// Returns whether SQLite triggers can compute the columns of two fields from each other without loss.
  ///
  ///     a: int, b: int | string     // as a number and as JSON
  ///     a: bytes, b: bytes | int    // no: SQLite has no base64
  package func canSync(_ old: Field, _ new: Field, in newStorage: Storage) -> Bool {
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
  /// Returns whether SQLite's functions convert a scalar's column to JSON and back without loss: they round doubles,
  /// and use other forms for timestamps and bytes.
  package func hasExactJSON(in form: ColumnForm) -> Bool { traits.sqliteConvertsToJSON && form == traits.sqlite.usual }
}

extension [LiteralRename] {
  /// Whether the functions of the database can address all of these paths: SQLite's JSON functions address named members
  /// that a JSON path can spell, or all elements of one array.
  package func areInReach(of target: Target) -> Bool {
    guard !target.capabilities.replacesAtEveryPath else { return true }
    let steps = flatMap(\.path)
    guard steps.allSatisfy({ $0 == "[]" || $0.jsonPathStep != nil }) else { return false }
    guard steps.contains("[]") else { return true }
    return allSatisfy { $0.path == first?.path }
  }
}
