// Part of Bellows. MIT licence: see LICENSE.

/// An index of a table; `unique` promises something about the rows, the others only speed up or find.
package struct Index: Hashable, Sendable {
  package var kind: Kind
  package var name: IndexName
  /// The fields it is over, each as a path into objects: `data.kind` is two names.
  package var paths: [[FieldName]]
  /// The fields that a search or vector index can filter by.
  package var filters: [[FieldName]]
  package var origin: Origin

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
    self.filters = filters
    self.origin = origin
  }
}
