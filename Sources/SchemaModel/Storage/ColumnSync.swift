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
    case (.jsonText, _): return Self.hasExactJSON(scalars.1, to)
    case (_, .jsonText): return Self.hasExactJSON(scalars.0, from)
    case (_, _): return false
    }
  }

  /// Returns whether SQLite's functions convert a scalar's column to JSON and back without loss: they round doubles,
  /// and use other forms for timestamps and bytes.
  private static func hasExactJSON(_ scalar: Scalar?, _ form: ColumnForm) -> Bool {
    switch scalar {
    case .int, .bool, .string, .date, .decimal: true
    case .uuid: form == .text
    case .double, .bytes, .timestamp, .null, nil: false
    }
  }
}

extension [LiteralRename] {
  /// Whether SQLite's JSON functions can address all of these paths: named members that a JSON path can spell, or all
  /// elements of one array.
  package var areAddressableInSQLite: Bool {
    let steps = flatMap(\.path)
    guard steps.allSatisfy({ $0 == "[]" || $0.jsonPathStep != nil }) else { return false }
    guard steps.contains("[]") else { return true }
    return allSatisfy { $0.path == first?.path }
  }
}
