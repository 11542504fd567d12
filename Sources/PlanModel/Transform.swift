// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The body of a backfill, as a value: printed as Swift and lowered to SQL from this one definition.
package enum Transform: Hashable, Sendable {
  /// The same value for every row that has none.
  case fill(Default)
  /// The source's value as it is.
  case copy
  case convert(Conversion)
  /// Literals to literals, at the places that the renames name; what no rename names stays.
  case remap([LiteralRename])
  /// The value disappears.
  case unset
  /// A person writes it.
  case custom

  /// Conversions that lose nothing and can be computed back.
  package enum Conversion: Hashable, Sendable {
    /// `int`, `bool`, `uuid`, `date` or `decimal` in its canonical text.
    case text(from: Scalar)
    case intToDecimal
    /// `v` to `[v]`.
    case wrapInArray
    /// `v` to `{ member: v }`.
    case wrapInObject(FieldName)
  }

  /// Whether the values it writes over can be computed back from those it writes.
  package var isInvertible: Bool {
    switch self {
    case .fill, .copy, .convert: true
    case .remap(let renames):
      // Two old spellings of one new one, or one that is also an old value that stays, cannot be told apart afterwards.
      Set(renames.map { RemapTarget(path: $0.path, literal: $0.new) }).count == renames.count
    case .unset, .custom: false
    }
  }

  /// The function that computes old values from new ones, if there is one for every value.
  package var inverse: Transform? {
    switch self {
    case .copy: .copy
    case .remap(let renames) where isInvertible:
      .remap(renames.map { LiteralRename(path: $0.path, old: $0.new, new: $0.old) })
    case .fill, .convert, .remap, .unset, .custom: nil
    }
  }

  private struct RemapTarget: Hashable {
    var path: [FieldName]
    var literal: Literal
  }
}
