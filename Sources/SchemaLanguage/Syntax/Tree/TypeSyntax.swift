// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A type as it was written.
///
/// `?` is no part of it: only a field or a member of an object may have one.
package struct TypeSyntax: Sendable {
  package enum Kind: Sendable {
    case any
    case scalar(Scalar)
    // Most types are scalars: whatever is larger stands apart, and a type is a few words to move about.
    /// With the spellings that it used to have: `"member" @was("user")`, inside parentheses only.
    indirect case literal(LiteralSyntax, previous: [LiteralSyntax])
    /// A name that a `type` declaration should give a meaning.
    indirect case name(NameSyntax)
    /// `id<table>`.
    indirect case reference(NameSyntax)
    indirect case array(TypeSyntax)
    /// Whether the key is one that a record may have is for the resolver to say.
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

/// `zip: string?` inside an object.
package struct ObjectMemberSyntax: Sendable {
  package var documentation: String?
  package var name: NameSyntax
  /// The type without its `?`.
  package var type: TypeSyntax
  /// Where the `?` stands, if there is one.
  package var optionalMark: SourceRange?
  package var range: SourceRange

  package var isOptional: Bool { optionalMark != nil }

  package init(
    documentation: String? = nil, name: NameSyntax, type: TypeSyntax, optionalMark: SourceRange? = nil,
    range: SourceRange
  ) {
    self.documentation = documentation
    self.name = name
    self.type = type
    self.optionalMark = optionalMark
    self.range = range
  }
}

/// A literal with its place.
package struct LiteralSyntax: Sendable {
  package var value: Literal
  package var range: SourceRange

  package init(value: Literal, range: SourceRange) {
    self.value = value
    self.range = range
  }
}
