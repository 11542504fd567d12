// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Resolves all files as one schema, independent of the order of declarations.
///
/// Reports all errors in the order of the files, and returns a schema only if there are none.
package func resolve(_ trees: [SyntaxTree]) -> (schema: Schema?, diagnostics: [Diagnostic]) {
  let resolution = resolve(trees, knowing: nil)
  return (resolution.schema, resolution.diagnostics)
}

/// The meaning of all files together, and the errors in them.
struct Resolution {
  var schema: Schema?
  /// In the order of the files, like the types.
  var tables: [ResolvedTable]
  var types: [TypeDeclarationSyntax]
  var diagnostics: [Diagnostic]
}

/// Resolves files; the meaning of known tables is taken from another schema.
func resolve(_ trees: [SyntaxTree], knowing other: Schema?) -> Resolution {
  var resolver = Resolver(trees)
  resolver.resolveTypes()
  let tables = resolver.resolveTables()
  var keys = keyFields(of: tables.lazy.map(\.table))
  for table in tables where !table.isKeyKnown { keys[table.table.name] = [] }
  let (named, cycles) = resolveKeys(keys)
  resolver.report(keyCycles: cycles)
  resolver.checkTableHistory()
  resolver.checkStoredNames(tables.filter(\.syntax.isComplete))
  resolver.checkStorage(tables, Storage(target: resolver.target, named: named), knowing: other)
  let diagnostics = sorted(resolver.diagnostics)
  let isSound = !diagnostics.contains { $0.severity == .error }
  return Resolution(
    schema: isSound ? resolver.schema(tables) : nil, tables: tables,
    types: resolver.declarations.types, diagnostics: diagnostics)
}

/// Reads the files of a schema; throws all errors in the order of the files.
package func readSchema(_ files: [SourceFile]) throws(DiagnosticList) -> Schema { try SchemaReading(files).schema }

extension Resolver {
  fileprivate func schema(_ tables: [ResolvedTable]) -> Schema {
    let hasExternal = tables.contains(where: \.isExternal)
    var schema = Schema(
      target: target, tables: (hasExternal ? tables.filter { !$0.isExternal } : tables).map(\.table),
      externalTables: hasExternal ? tables.filter(\.isExternal).map(\.table) : [])
    if !declarations.types.isEmpty {
      schema.namedTypes = NamedTypes(
        declarations.types.compactMap { declaration in
          let name = TypeName(declaration.name.text)
          return types[name].map { NamedType(name, $0.type, documentation: declaration.documentation) }
        })
    }
    return schema
  }
}

/// Returns the first errors of each file, so that a file with a million errors is reported quickly.
func firstOfEachFile(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  var counts: [Int: Int] = [:]
  return diagnostics.compactMap { diagnostic in
    let count = (counts[diagnostic.range?.file ?? 0] ?? 0) + 1
    counts[diagnostic.range?.file ?? 0] = count
    if count <= mostErrors { return diagnostic }
    let isFirstTooMany = count == mostErrors + 1
    guard isFirstTooMany, let range = diagnostic.range else { return nil }
    return diagnostic.id == Diagnostic.ID(LanguageDiagnostic.tooManyErrors) ? diagnostic : .tooManyErrors(range)
  }
}

/// Returns the diagnostics sorted by file, then position, then ID: in reading order, and deterministic.
func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  guard diagnostics.count > 1 else { return diagnostics }
  return diagnostics.sorted { left, right in
    let (one, two) = (left.range, right.range)
    let places = ((one?.file ?? 0, one?.start ?? 0, one?.end ?? 0), (two?.file ?? 0, two?.start ?? 0, two?.end ?? 0))
    return places.0 == places.1
      ? (left.id.rawValue, left.message) < (right.id.rawValue, right.message) : places.0 < places.1
  }
}

/// The state of the resolver: all declarations, the types resolved so far, and the errors found.
struct Resolver {
  let declarations: Declarations
  var diagnostics: [Diagnostic]
  /// The named types resolved so far; types with errors are missing.
  var types: [TypeName: ResolvedType] = [:]
  /// How many more misspelt names are compared with all others, which is slow.
  private var guesses = 20
  /// How many more nodes all fields together may have.
  var nodesLeft = ResolvedType.largestSchema

  var target: Target { declarations.target }

  let capabilities: TargetCapabilities

  init(_ trees: [SyntaxTree]) {
    (declarations, diagnostics) = Declarations.collect(trees)
    capabilities = declarations.target.capabilities
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Returns whether an undeclared name may be declared in text that could not be parsed.
  func mayBeLost(_ name: NameSyntax) -> Bool { declarations.losses.mayDeclare(name.text) }

  /// Returns the declared name that is closest to an undeclared one.
  mutating func guess(_ name: String, among candidates: () -> [String]) -> String? {
    guard guesses > 0 else { return nil }
    guesses -= 1
    return nearest(to: name, among: candidates())
  }
}

/// A table with the syntax that it comes from, which later checks report.
///
/// A class, because every check visits all of them and should not copy them.
final class ResolvedTable: Sendable {
  let syntax: TableSyntax
  let table: Table
  /// For each field of `table`, its index in the members of `syntax`.
  ///
  /// It is empty for a table of several variants, and for one that was taken over from another schema.
  private let places: [Int]
  var isExternal: Bool { syntax.externalMark != nil }
  /// Whether `table` contains all key fields of the syntax.
  let isKeyKnown: Bool

  init(syntax: TableSyntax, table: Table, places: [Int], isKeyKnown: Bool = true) {
    self.syntax = syntax
    self.table = table
    self.places = places
    self.isKeyKnown = isKeyKnown
  }

  /// Returns the syntax of a field.
  func syntax(ofField index: Int) -> FieldSyntax? {
    guard places.indices.contains(index), case .field(let field) = syntax.members[places[index]] else { return nil }
    return field
  }
}

extension TableMemberSyntax {
  var nameRange: SourceRange {
    switch self {
    case .field(let field): field.name.range
    case .index(let index): index.name.range
    }
  }
}

extension AttributeSyntax {
  var isKey: Bool { if case .key = kind { true } else { false } }
  var isWas: Bool { if case .was = kind { true } else { false } }
}
