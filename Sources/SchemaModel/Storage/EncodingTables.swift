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
    switch (target, form) {
    case (.postgresql, .bounded(let bound)): return bound.scalar == scalar && bound.isColumn ? .bounded(bound) : nil
    case (_, _): return columns(of: scalar)?.stored.first { $0.form == form }?.column
    }
  }

  /// Returns the column form for `@stored(enum("t"))` on literals, or `@stored(array)` on a list of a scalar.
  func ownForm(of type: ValueType, as form: StoredForm) -> ColumnForm? {
    guard target == .postgresql else { return nil }
    switch (form, type) {
    case (.enumeration(let name), _) where type.hasOnlyLiterals(of: .string): return .enumeration(name)
    case (.array, .array(.scalar(let scalar))) where scalar.isArrayElement: return .array(scalar)
    case (_, _): return nil
    }
  }

  /// Returns the column form for `@stored(form)` on a type that is stored as JSON.
  func otherForm(ofJSONAs form: StoredForm?) -> ColumnForm? {
    switch (target, form) {
    case (.postgresql, .json): .json
    case (.sqlite, _), (.postgresql, _), (.document, _), (.convex, _): nil
    }
  }
}

extension Scalar {
  /// Whether an array of PostgreSQL can have it as its elements; bytes have another spelling there.
  fileprivate var isArrayElement: Bool {
    switch self {
    case .string, .int, .double, .bool, .timestamp, .date, .uuid, .decimal: true
    case .bytes, .null: false
    }
  }
}

extension Bound {
  /// Whether PostgreSQL has a column of this bound.
  fileprivate var isColumn: Bool {
    switch self {
    case .int2, .int4, .float4: true
    case .varchar(let length): (1...10_485_760).contains(length)
    case .instant(let digits, _): (0...5).contains(digits)
    case .numeric(let precision, let scale): (1...1_000).contains(precision) && (0...precision).contains(scale)
    }
  }
}

extension ColumnForm {
  /// Returns whether the database changes a column of this form to another one without reading its rows.
  package func widensInPlace(to other: ColumnForm) -> Bool {
    switch (self, other) {
    case (.bounded(.varchar(let length)), .bounded(.varchar(let longer))): length < longer
    case (.bounded(.numeric(let precision, let scale)), .bounded(.numeric(let wider, let same))):
      scale == same && precision < wider
    case (.bounded(.varchar), .text), (.bounded(.numeric), .numeric): true
    case (_, _): false
    }
  }
}
