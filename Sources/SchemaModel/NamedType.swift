// Part of Bellows. MIT licence: see LICENSE.

/// A `type` declaration, with the types that it names replaced by their definitions.
package struct NamedType: Hashable, Sendable {
  package var name: TypeName
  package var type: ValueType
  package var documentation: String?

  package init(_ name: TypeName, _ type: ValueType, documentation: String? = nil) {
    self.name = name
    self.type = type
    self.documentation = documentation
  }
}

/// The `type` declarations of a schema, sorted by name.
///
/// Fields have the definitions instead of the names. The names matter only to generated Swift, so schemas that differ
/// only in them are equal.
package struct NamedTypes: Hashable, Sendable {
  package var all: [NamedType]

  package init(_ all: [NamedType] = []) { self.all = all.sorted { $0.name < $1.name } }

  package static func == (_: NamedTypes, _: NamedTypes) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}
