// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Gives names their meaning: all files as one schema, in which the order of declarations means nothing.
///
/// Reports everything that is wrong, in the order of the files; a schema comes back only if nothing is.
package func resolve(_ trees: [SyntaxTree]) -> (schema: Schema?, diagnostics: [Diagnostic]) {
  let resolution = resolve(trees, knowing: nil)
  return (resolution.schema, resolution.diagnostics)
}

/// What files mean together, and what is wrong with them.
struct Resolution {
  var schema: Schema?
  /// In the order of the files, as types are.
  var tables: [ResolvedTable]
  var types: [TypeDeclarationSyntax]
  var diagnostics: [Diagnostic]
}

/// As above; what tables are known to mean, they mean in another schema.
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

/// Reads the files of one schema; throws everything that is wrong with any of them, in the order of the files.
package func readSchema(_ files: [SourceFile]) throws(DiagnosticList) -> Schema { try SchemaReading(files).schema }

extension Resolver {
  fileprivate func schema(_ tables: [ResolvedTable]) -> Schema {
    guard tables.contains(where: \.isExternal) else { return Schema(target: target, tables: tables.map(\.table)) }
    return Schema(
      target: target, tables: tables.filter { !$0.isExternal }.map(\.table),
      externalTables: tables.filter(\.isExternal).map(\.table))
  }
}

/// As many of each file as a person will read: a line of a million mistakes must not take a minute to show.
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

/// By file, then place, then ID, so that a report reads from top to bottom and is the same every time.
func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  guard diagnostics.count > 1 else { return diagnostics }
  return diagnostics.sorted { left, right in
    let (one, two) = (left.range, right.range)
    let places = ((one?.file ?? 0, one?.start ?? 0, one?.end ?? 0), (two?.file ?? 0, two?.start ?? 0, two?.end ?? 0))
    return places.0 == places.1
      ? (left.id.rawValue, left.message) < (right.id.rawValue, right.message) : places.0 < places.1
  }
}

/// What the passes of the resolver share: all declarations, the types resolved so far, and what was found wrong.
struct Resolver {
  let declarations: Declarations
  var diagnostics: [Diagnostic]
  /// Named types that have a meaning; one that is in error is missing.
  var types: [TypeName: ResolvedType] = [:]
  /// How many more misspelt names are compared with all others: that takes time, and nobody reads a hundred guesses.
  private var guesses = 20
  /// How many nodes all fields together may still have.
  var nodesLeft = ResolvedType.largestSchema

  var target: Target { declarations.target }

  init(_ trees: [SyntaxTree]) {
    (declarations, diagnostics) = Declarations.collect(trees)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Whether a name that is declared nowhere may be declared in text that could not be read.
  func mayBeLost(_ name: NameSyntax) -> Bool { declarations.losses.mayDeclare(name.text) }

  /// What was probably meant by a name that means nothing.
  mutating func guess(_ name: String, among candidates: () -> [String]) -> String? {
    guard guesses > 0 else { return nil }
    guesses -= 1
    return nearest(to: name, among: candidates())
  }
}

/// A table with the text that it comes from: what the checks after resolving point at.
///
/// An object, as its text is: every check goes over all of them.
final class ResolvedTable: Sendable {
  let syntax: TableSyntax
  let table: Table
  /// Where each field of `table` stands among the members of `syntax`; none for a table of several shapes, or one that
  /// was not read here.
  private let places: [Int]
  var isExternal: Bool { syntax.externalMark != nil }
  /// Whether all key fields of the text are in `table`.
  let isKeyKnown: Bool

  init(syntax: TableSyntax, table: Table, places: [Int], isKeyKnown: Bool = true) {
    self.syntax = syntax
    self.table = table
    self.places = places
    self.isKeyKnown = isKeyKnown
  }

  /// The text of a field.
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
