// Part of Bellows. MIT licence: see LICENSE.

extension Storage {
  /// Returns the column form of a scalar (never `null`, which only JSON can store).
  func form(of scalar: Scalar, stored: StoredForm?) -> ColumnForm {
    if let stored, let form = otherForm(of: scalar, as: stored) { return form }
    return switch target {
    case .sqlite: sqliteForm(of: scalar)
    case .postgresql: postgresqlForm(of: scalar)
    case .document: .document
    }
  }

  /// The column form of types that have none of their own.
  var jsonForm: ColumnForm {
    switch target {
    case .sqlite: .jsonText
    case .postgresql: .jsonb
    case .document: .document
    }
  }

  /// Returns the column form for `@stored(form)` on a scalar, or `nil` if the target has no such form besides the usual
  /// one.
  func otherForm(of scalar: Scalar, as form: StoredForm) -> ColumnForm? {
    switch (target, scalar, form) {
    // SQLite libraries write these in different forms: GRDB, for example, writes times as text and UUIDs as blobs.
    case (.sqlite, .timestamp, .text): .text
    case (.sqlite, .uuid, .blob): .blob
    case (.postgresql, .uuid, .text), (.postgresql, .decimal, .text): .text
    case (.sqlite, _, _), (.postgresql, _, _), (.document, _, _): nil
    }
  }

  /// Returns the column form for `@stored(form)` on a type that is stored as JSON.
  func otherForm(ofJSONAs form: StoredForm?) -> ColumnForm? {
    switch (target, form) {
    case (.postgresql, .json): .json
    case (.sqlite, _), (.postgresql, _), (.document, _): nil
    }
  }

  private func sqliteForm(of scalar: Scalar) -> ColumnForm {
    switch scalar {
    // A timestamp counts microseconds since 1970.
    case .int, .bool, .timestamp: .integer
    case .double: .real
    // A UUID in lower case; a decimal as canonical text, because REAL would round it.
    case .string, .date, .uuid, .decimal: .text
    case .bytes: .blob
    case .null: .jsonText
    }
  }

  private func postgresqlForm(of scalar: Scalar) -> ColumnForm {
    switch scalar {
    case .int: .bigint
    case .double: .doublePrecision
    case .string: .text
    case .bool: .boolean
    case .bytes: .bytea
    case .timestamp: .timestamptz
    case .date: .date
    case .uuid: .uuid
    case .decimal: .numeric
    case .null: .jsonb
    }
  }
}
