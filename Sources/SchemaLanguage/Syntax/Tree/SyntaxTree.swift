// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The syntax of one file with positions, before names are resolved.
///
/// Nodes that could not be read are missing from the tree; a diagnostic reports each of them.
package struct SyntaxTree: Sendable {
  package var declarations: [DeclarationSyntax]
  /// Every comment, including doc comments, in the order of the file.
  package var comments: [CommentSyntax]
  /// What could not be read.
  var losses: Losses

  package init(declarations: [DeclarationSyntax] = [], comments: [CommentSyntax] = []) {
    self.init(declarations: declarations, comments: comments, losses: Losses())
  }

  init(declarations: [DeclarationSyntax], comments: [CommentSyntax], losses: Losses) {
    self.declarations = declarations
    self.comments = comments
    self.losses = losses
  }
}

/// A declaration at the top level of a file, in any order.
package enum DeclarationSyntax: Sendable {
  case target(TargetSyntax)
  case table(TableSyntax)
  case type(TypeDeclarationSyntax)

  package var range: SourceRange {
    switch self {
    case .target(let target): target.range
    case .table(let table): table.range
    case .type(let type): type.range
    }
  }
}

/// `target sqlite`.
package struct TargetSyntax: Sendable {
  package var target: Target
  package var range: SourceRange

  package init(target: Target, range: SourceRange) {
    self.target = target
    self.range = range
  }
}

/// `type Address = { street: string }`.
package struct TypeDeclarationSyntax: Sendable {
  package var documentation: String?
  package var name: NameSyntax
  package var type: TypeSyntax
  /// Whether the parser read all of it; otherwise the meaning of the type is unknown.
  package var isComplete: Bool
  package var range: SourceRange

  package init(
    documentation: String? = nil, name: NameSyntax, type: TypeSyntax, isComplete: Bool = true, range: SourceRange
  ) {
    self.documentation = documentation
    self.name = name
    self.type = type
    self.isComplete = isComplete
    self.range = range
  }
}

/// A name without its backticks; the range includes them.
package struct NameSyntax: Sendable {
  package var text: String
  package var range: SourceRange

  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// `// why` or `/// What it is.`, from the first slash to the line break.
package struct CommentSyntax: Hashable, Sendable {
  /// Whether it has exactly three slashes, and so belongs to the next declaration.
  package var isDocumentation: Bool
  package var range: SourceRange

  package init(isDocumentation: Bool, range: SourceRange) {
    self.isDocumentation = isDocumentation
    self.range = range
  }
}
