// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The syntax of a type.
///
/// It does not include `?`, which only a field or a member of an object can have.
package struct TypeSyntax: Sendable {
  package enum Kind: Sendable {
    case any
    case scalar(Scalar)
    // Large cases are `indirect`, because most types are scalars and copies should be small.
    /// With its previous spellings: `"member" @was("user")`, inside parentheses only.
    indirect case literal(LiteralSyntax, previous: [LiteralSyntax])
    /// The name of a `type` declaration.
    indirect case name(NameSyntax)
    /// `id<table>`.
    indirect case reference(NameSyntax)
    indirect case array(TypeSyntax)
    /// The resolver checks whether records can have keys of this type.
    indirect case record(key: TypeSyntax, value: TypeSyntax)
    case object([ObjectMemberSyntax])
    /// At least two; a member in parentheses may be a union itself.
    case union([TypeSyntax])
    indirect case parenthesised(TypeSyntax)
  }

  package var kind: Kind
  package var range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// `zip: string?` inside an object, perhaps with the previous names: `zip: string @was(postcode)`.
package struct ObjectMemberSyntax: Sendable {
  package var documentation: String?
  package var name: NameSyntax
  /// The type without its `?`.
  package var type: TypeSyntax
  /// The position of the `?`.
  package var optionalMark: SourceRange?
  /// The names in `@was`.
  package var previousNames: [NameSyntax]
  package var range: SourceRange

  package var isOptional: Bool { optionalMark != nil }

  package init(
    documentation: String? = nil, name: NameSyntax, type: TypeSyntax, optionalMark: SourceRange? = nil,
    previousNames: [NameSyntax] = [], range: SourceRange
  ) {
    self.documentation = documentation
    self.name = name
    self.type = type
    self.optionalMark = optionalMark
    self.previousNames = previousNames
    self.range = range
  }
}

/// A literal with its position.
package struct LiteralSyntax: Sendable {
  package var value: Literal
  package var range: SourceRange

  package init(value: Literal, range: SourceRange) {
    self.value = value
    self.range = range
  }
}
