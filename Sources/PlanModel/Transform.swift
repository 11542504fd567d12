// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The function of a backfill as a value, from which both Swift and SQL are emitted.
package enum Transform: Hashable, Sendable {
  /// The value of the source, or this default in rows in which the source has none.
  case fill(Default)
  /// Copies the source unchanged.
  case copy
  case convert(Conversion)
  /// Replaces literals at the paths of the renames; does not change other values.
  case remap([LiteralRename])
  /// Renames members of objects, outer ones first; their values do not change.
  case renameMembers([MemberRename])
  /// Deletes the value.
  case unset
  /// Calls a hand-written backfill function.
  case custom
  /// A repair: an SQL expression for each target, in rows that pass the condition.
  case sql(values: [String], condition: String?)

  /// A lossless conversion with an inverse.
  package enum Conversion: Hashable, Sendable {
    /// `int`, `bool`, `uuid`, `date` or `decimal` as its canonical text.
    case text(from: Scalar)
    case intToDecimal
    /// `v` to `[v]`.
    case wrapInArray
    /// `v` to `{ member: v }`.
    case wrapInObject(FieldName)
  }

  /// Whether the overwritten values can be computed from the new ones.
  package var isInvertible: Bool {
    switch self {
    case .fill, .copy, .convert, .renameMembers: true
    case .remap(let renames):
      // Two old literals with the same new literal cannot be distinguished afterwards.
      Set(renames.map { RemapTarget(path: $0.path, literal: $0.new) }).count == renames.count
    case .unset, .custom, .sql: false
    }
  }

  /// The function that computes old values from new ones, if it is defined for every value.
  package var inverse: Transform? {
    switch self {
    case .copy: .copy
    case .remap(let renames) where isInvertible:
      .remap(renames.map { LiteralRename(path: $0.path, old: $0.new, new: $0.old) })
    case .fill, .convert, .remap, .renameMembers, .unset, .custom, .sql: nil
    }
  }

  private struct RemapTarget: Hashable {
    var path: [FieldName]
    var literal: Literal
  }
}

extension Transform {
  /// The kind of a backfill in JSON.
  package var kind: String {
    switch self {
    case .fill: "default"
    case .copy: "copy"
    case .convert: "convert"
    case .remap: "remap"
    case .renameMembers: "renameMembers"
    case .unset: "unset"
    case .custom: "custom"
    case .sql: "sql"
    }
  }
}
