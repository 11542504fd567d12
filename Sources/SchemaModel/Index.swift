// Part of Bellows. MIT licence: see LICENSE.

/// An index of a table.
///
/// Only a `unique` index restricts the rows.
package struct Index: Hashable, Sendable {
  package var kind: Kind
  package var name: IndexName
  /// The indexed fields, each as a path into objects: `data.kind` is two names.
  package var paths: [[FieldName]]
  /// The fields that a search or vector index can filter by: a set, sorted by name.
  package var filters: [[FieldName]] { didSet { filters = inOrder(filters) } }
  package let origin: Origin

  package enum Kind: Hashable, Sendable {
    case index
    case unique
    case search
    case vector(dimensions: Int)
  }

  package init(
    _ kind: Kind, _ name: IndexName, _ paths: [[FieldName]], filters: [[FieldName]] = [], origin: Origin = Origin()
  ) {
    self.kind = kind
    self.name = name
    self.paths = paths
    self.filters = inOrder(filters)
    self.origin = origin
  }
}

/// Returns paths sorted by name, so that equal sets are equal lists.
private func inOrder(_ paths: [[FieldName]]) -> [[FieldName]] {
  paths.count < 2 ? paths : paths.sorted { $0.lexicographicallyPrecedes($1) }
}

extension Index.Kind {
  /// Returns whether an index of this kind can contain values of each of these types.
  package func canBeOver(_ types: [ValueType], in target: Target) -> Bool {
    if target.capabilities.indexesEveryType { return true }
    let alternatives = types.flatMap(\.alternatives).filter { $0 != .scalar(.null) }
    switch self {
    // Other databases compare the JSON text.
    case .index, .unique: return target.capabilities.indexesNestedValues || alternatives.allSatisfy(\.isComparable)
    case .search:
      return alternatives.contains { alternative in
        alternative.scalar == .string || alternative.isStringLiteral
          || target.capabilities.searchesReferences && alternative.isReference
      }
    case .vector: return alternatives.allSatisfy { $0 == .array(.scalar(.double)) }
    }
  }
}

extension ValueType {
  var isStringLiteral: Bool { if case .literal(.string) = self { true } else { false } }

  fileprivate var isReference: Bool { if case .reference = self { true } else { false } }

  /// Whether two values are equal exactly if their stored forms are equal.
  package var isComparable: Bool {
    switch self {
    case .scalar, .bounded, .literal, .reference: true
    case .any, .array, .record, .object, .union: false
    }
  }
}
