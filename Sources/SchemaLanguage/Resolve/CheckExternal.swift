// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Checks that an external table declares only its key.
  mutating func checkExternal(_ table: ResolvedTable) {
    let syntax = table.syntax
    if let variants = syntax.variants?.first {
      return report(.externalTable("has no variants here; write its key in braces", variants.range))
    }
    for attribute in syntax.attributes where attribute.isWas {
      report(.externalTable("is not renamed by Bellows; remove '@was'", attribute.range))
    }
    for member in syntax.members {
      switch member {
      case .index(let index): report(.externalTable("gets no index from Bellows; remove it", index.range))
      case .field(let field): checkExternal(field)
      }
    }
    guard syntax.isComplete, capabilities.enforcesReferences, !declarations.losses.includeTarget,
      !syntax.members.contains(where: \.isKey)
    else { return }
    report(
      .externalTable("must declare its key, which references store: add it, as in { id: int @key }", syntax.name.range))
  }

  private mutating func checkExternal(_ field: FieldSyntax) {
    if !field.attributes.contains(where: \.isKey) {
      if field.isTypeComplete { report(.externalTable("declares only its key; remove this field", field.name.range)) }
    } else if let value = field.defaultValue {
      report(.externalTable("gets its rows from its owner; remove the default", value.range))
    }
    for attribute in field.attributes {
      switch attribute.kind {
      case .was, .from: report(.externalTable("has no history here; remove this attribute", attribute.range))
      case .key, .column, .table, .stored, .onDelete, .deprecated: continue
      }
    }
  }
}

extension Diagnostic {
  static func externalTable(_ message: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.externalTable, "an external table " + message, range: range)
  }
}
