// Part of Bellows. MIT licence: see LICENSE.

extension Storage {
  /// Returns the column form of a scalar (never `null`, which only JSON can store).
  func form(of scalar: Scalar, stored: StoredForm?) -> ColumnForm {
    if let stored, let form = otherForm(of: scalar, as: stored) { return form }
    return columns(of: scalar)?.usual ?? .document
  }

  /// The columns of the target; `nil` where there are none.
  private func columns(of scalar: Scalar) -> ScalarTraits.Columns? {
    switch target {
    case .sqlite: scalar.traits.sqlite
    case .postgresql: scalar.traits.postgresql
    case .document, .convex: nil
    }
  }

  /// The column form of types that have none of their own.
  var jsonForm: ColumnForm {
    switch target {
    case .sqlite: .jsonText
    case .postgresql: .jsonb
    case .document, .convex: .document
    }
  }

  /// Returns the column form for `@stored(form)` on a scalar, or `nil` if the target has no such form besides the usual
  /// one.
  func otherForm(of scalar: Scalar, as form: StoredForm) -> ColumnForm? {
    guard let stored = columns(of: scalar)?.stored, stored.form == form else { return nil }
    return stored.column
  }

  /// Returns the column form for `@stored(form)` on a type that is stored as JSON.
  func otherForm(ofJSONAs form: StoredForm?) -> ColumnForm? {
    switch (target, form) {
    case (.postgresql, .json): .json
    case (.sqlite, _), (.postgresql, _), (.document, _), (.convex, _): nil
    }
  }
}
