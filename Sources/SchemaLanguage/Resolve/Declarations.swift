// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The declarations in the files of a schema, by name.
struct Declarations {
  var target: Target = .document
  /// In the order of the files; each name once.
  var tables: [TableSyntax] = []
  var types: [TypeDeclarationSyntax] = []
  /// Further declarations of the same names; they are checked too.
  var repeatedTables: [TableSyntax] = []
  var repeatedTypes: [TypeDeclarationSyntax] = []
  /// What the parser could not read in any file.
  var losses = Losses()
  /// Indices into `tables` and `types`.
  var tablesByName: [TableName: Int] = [:]
  var typesByName: [TypeName: Int] = [:]
  /// Tables whose rows a single value cannot identify.
  var compositeKeys: Set<TableName> = []

  /// Returns the declarations of all files, and the errors between them.
  static func collect(_ trees: [SyntaxTree]) -> (Declarations, [Diagnostic]) {
    var result = Declarations()
    var diagnostics: [Diagnostic] = []
    var target: TargetSyntax?
    for tree in trees { result.losses.add(tree.losses) }
    let count = trees.reduce(0) { $0 + $1.declarations.count }
    result.tables.reserveCapacity(count)
    result.tablesByName.reserveCapacity(count)
    for declaration in trees.lazy.map(\.declarations).joined() {
      switch declaration {
      case .target(let next):
        if let first = target, first.target != next.target {
          diagnostics.append(.conflictingTargets(first, next))
        }
        target = target ?? next
      case .table(let table):
        let name = TableName(table.name.text)
        if let first = result.tablesByName.updateValue(result.tables.count, forKey: name) {
          diagnostics.append(.duplicate(.table, table.name, first: result.tables[first].name.range))
          result.tablesByName[name] = first
          result.repeatedTables.append(table)
        } else {
          result.tables.append(table)
          if table.hasCompositeKey { result.compositeKeys.insert(name) }
        }
      case .type(let type):
        let name = TypeName(type.name.text)
        if let first = result.typesByName[name] {
          diagnostics.append(.duplicate(.type, type.name, first: result.types[first].name.range))
          result.repeatedTypes.append(type)
        } else {
          result.typesByName[name] = result.types.count
          result.types.append(type)
        }
      }
    }
    result.target = target?.target ?? .document
    return (result, diagnostics)
  }
}
