// Part of Bellows. MIT licence: see LICENSE.

/// An index of a table; `unique` promises something about the rows, the others only speed up or find.
package struct Index: Hashable, Sendable {
  package var kind: Kind
  package var name: IndexName
  /// The fields it is over, each as a path into objects: `data.kind` is two names.
  package var paths: [[FieldName]]
  /// The fields that a search or vector index can filter by: a set, kept in order of their names.
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

/// Paths by their names, so that two lists of the same paths are equal.
private func inOrder(_ paths: [[FieldName]]) -> [[FieldName]] {
  paths.count < 2 ? paths : paths.sorted { $0.lexicographicallyPrecedes($1) }
}

extension Index.Kind {
  /// Whether such an index can be over values of each of these types.
  package func canBeOver(_ types: [ValueType], in target: Target) -> Bool {
    let alternatives = types.flatMap(\.alternatives).filter { $0 != .scalar(.null) }
    switch self {
    // Other databases would compare the spelling of JSON.
    case .index, .unique: return target.capabilities.indexesNestedValues || alternatives.allSatisfy(\.isComparable)
    case .search:
      return alternatives.contains { alternative in
        alternative == .scalar(.string) || alternative.isStringLiteral
          || target.capabilities.searchesReferences && alternative.isReference
      }
    case .vector: return alternatives.allSatisfy { $0 == .array(.scalar(.double)) }
    }
  }
}

extension ValueType {
  var isStringLiteral: Bool { if case .literal(.string) = self { true } else { false } }

  fileprivate var isReference: Bool { if case .reference = self { true } else { false } }

  /// Whether two values are equal exactly when their stored forms are.
  package var isComparable: Bool {
    switch self {
    case .scalar, .literal, .reference: true
    case .any, .array, .record, .object, .union: false
    }
  }
}
