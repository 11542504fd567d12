// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Checks that `@was` of fields names fields that are not declared any more, each only once.
  mutating func checkFieldHistory(_ table: TableSyntax, declared: [FieldName: Int]) {
    var seen: [FieldName: SourceRange] = [:]
    for case .field(let field) in table.members {
      for name in field.attributes.previousNames {
        let index = declared[FieldName(name.text)]
        checkPreviousName(name, declared: index.map { table.members[$0].nameRange }, seen: &seen)
      }
    }
  }

  /// Checks `@was` of tables by the same rules.
  mutating func checkTableHistory() {
    var seen: [FieldName: SourceRange] = [:]
    for name in declarations.tables.lazy.flatMap({ $0.attributes.previousNames }) {
      let index = declarations.tablesByName[TableName(name.text)]
      checkPreviousName(name, declared: index.map { declarations.tables[$0].name.range }, seen: &seen)
    }
  }

  private mutating func checkPreviousName(
    _ name: NameSyntax, declared: SourceRange?, seen: inout [FieldName: SourceRange]
  ) {
    if let declared {
      report(.wasStillExists(shown(name.text), name.range, declared: declared))
    } else if let first = seen.updateValue(name.range, forKey: FieldName(name.text)) {
      report(.duplicateWas(name.text, name.range, first: first))
    }
  }
}

extension [AttributeSyntax] {
  /// The names in `@was`, without duplicates; duplicates within an attribute are reported by the parser.
  fileprivate var previousNames: [NameSyntax] {
    for case .was(let names) in lazy.map(\.kind) {
      var seen: Set<FieldName> = []
      return names.filter { seen.insert(FieldName($0.text)).inserted }
    }
    return []
  }
}
