// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// An attribute, such as `@was(oldName)` after a field or the name of a table.
package struct AttributeSyntax: Sendable {
  package enum Kind: Sendable {
    case key
    /// At least one name.
    case was([NameSyntax])
    /// At least one name.
    case from([NameSyntax])
    case column(NameSyntax)
    case table(NameSyntax)
    case stored(StoredForm)
    case onDelete(DeleteAction)
    case deprecated(String)
  }

  package var kind: Kind
  /// From the `@` to the end.
  package var range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

extension AttributeSyntax {
  /// The names in `@was`; empty for other attributes.
  var previousNames: [NameSyntax] { if case .was(let names) = kind { names } else { [] } }
}
