// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// `table users @was(people) { ... }` or `table events = { ... } | { ... } { ... }`.
///
/// A class, because every pass of the resolver visits all tables and should not copy them.
package final class TableSyntax: Sendable {
  package let documentation: String?
  package let name: NameSyntax
  /// The position of the keyword `external`, if the table belongs to another owner.
  package let externalMark: SourceRange?
  /// Only `@was`, `@table` and `@deprecated`, each at most once.
  package let attributes: [AttributeSyntax]
  /// The variants after `=`, each an object or the name of a type; `nil` for a table with fields.
  package let variants: [TypeSyntax]?
  /// Fields and indexes in the order of the file; only indexes for a table of several variants.
  package let members: [TableMemberSyntax]
  /// The known meaning, taken over from another schema; then it has no attributes and no members here.
  let known: Table?
  /// Whether several fields are marked `@key`.
  let hasCompositeKey: Bool
  /// Whether the parser read all variants.
  let areVariantsComplete: Bool
  /// Whether the parser read all of it; otherwise it may have further members.
  let isComplete: Bool
  package let range: SourceRange

  package init(
    documentation: String? = nil, name: NameSyntax, externalMark: SourceRange? = nil,
    attributes: [AttributeSyntax] = [], variants: [TypeSyntax]? = nil,
    members: [TableMemberSyntax] = [], known: Table? = nil, areVariantsComplete: Bool = true, isComplete: Bool = true,
    range: SourceRange
  ) {
    self.documentation = documentation
    self.name = name
    self.externalMark = externalMark
    self.attributes = attributes
    self.variants = variants
    self.members = members
    self.known = known
    hasCompositeKey = (known?.keyFields.count ?? members.count(where: \.isKey)) > 1
    self.areVariantsComplete = areVariantsComplete
    self.isComplete = isComplete
    self.range = range
  }
}

/// A member of a table, in any order.
package enum TableMemberSyntax: Sendable {
  case field(FieldSyntax)
  // Indexes are few and large; without `indirect` every field would be as large.
  indirect case index(IndexSyntax)

  var isIndex: Bool {
    switch self {
    case .field: false
    case .index: true
    }
  }

  var isKey: Bool {
    switch self {
    case .field(let field): field.attributes.contains(where: \.isKey)
    case .index: false
    }
  }

  package var range: SourceRange {
    switch self {
    case .field(let field): field.range
    case .index(let index): index.range
    }
  }
}

/// `role: ("member" | "admin")? @was(kind) = "member"`; a class, like a table.
package final class FieldSyntax: Sendable {
  package let documentation: String?
  package let name: NameSyntax
  /// The type without its `?`.
  package let type: TypeSyntax
  /// The position of the `?`.
  package let optionalMark: SourceRange?
  /// Only attributes that a field can have, each at most once.
  package let attributes: [AttributeSyntax]
  package let defaultValue: DefaultSyntax?
  /// Whether the parser read all of its type.
  package let isTypeComplete: Bool
  package let range: SourceRange

  package var isOptional: Bool { optionalMark != nil }

  package init(
    documentation: String? = nil, name: NameSyntax, type: TypeSyntax, optionalMark: SourceRange? = nil,
    attributes: [AttributeSyntax] = [], defaultValue: DefaultSyntax? = nil, isTypeComplete: Bool = true,
    range: SourceRange
  ) {
    self.documentation = documentation
    self.name = name
    self.type = type
    self.optionalMark = optionalMark
    self.attributes = attributes
    self.defaultValue = defaultValue
    self.isTypeComplete = isTypeComplete
    self.range = range
  }
}

/// The default after `=`; the resolver checks whether it fits the field's type.
package struct DefaultSyntax: Sendable {
  package enum Kind: Hashable, Sendable {
    case literal(Literal)
    case emptyArray
    case emptyObject
    case now
    case uuid
    case auto
  }

  package var kind: Kind
  /// The value alone, without `=`.
  package var range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// `search by_name (name, profile.title) filter (team)`.
package struct IndexSyntax: Sendable {
  package var documentation: String?
  /// A vector index without `dimensions` is an error of the parser, and is left out.
  package var kind: Index.Kind
  package var name: NameSyntax
  /// At least one.
  package var paths: [PathSyntax]
  /// Only for search and vector indexes.
  package var filters: [PathSyntax]
  /// Whether the parser read all of it; the kind of an index with an unknown keyword is a guess.
  package var isComplete: Bool
  package var range: SourceRange

  package init(
    documentation: String? = nil, kind: Index.Kind, name: NameSyntax, paths: [PathSyntax], filters: [PathSyntax] = [],
    isComplete: Bool = true, range: SourceRange
  ) {
    self.documentation = documentation
    self.kind = kind
    self.name = name
    self.paths = paths
    self.filters = filters
    self.isComplete = isComplete
    self.range = range
  }
}

/// `data.kind`: a field, and members of objects inside it.
package struct PathSyntax: Sendable {
  /// At least one.
  package var names: [NameSyntax]
  package var range: SourceRange

  package init(names: [NameSyntax], range: SourceRange) {
    self.names = names
    self.range = range
  }
}
