// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What a schema of Convex can have that is not read, by its ID.
package enum ConvexDiagnostic: String, DiagnosticKind {
  /// The file cannot be found or read.
  case unreadableFile = "unreadable-file"
  case syntax = "typescript-syntax"
  /// A construct that is not evaluated: a loop, `new`, `process.env`.
  case notEvaluated = "not-evaluated"
  case unknownName = "unknown-name"
  case noSuchExport = "no-such-export"
  case packageNotInstalled = "package-not-installed"
  case zod
  case unknownSchemaMaker = "unknown-schema-maker"
  case noDefaultExport = "no-default-export"
  case notASchema = "not-a-schema"
  case wrongValue = "wrong-value"
  case tooMuch = "too-much"
  /// A type that Convex has and the schema language has not.
  case noCounterpart = "no-counterpart"
  case exportFormat = "export-format"
  // Notes and warnings.
  case builtinTables = "builtin-tables"
  case unusedRemark = "unused-remark"
  case stagedIndex = "staged-index"
  case systemField = "system-field"
  case noValidation = "no-schema-validation"
}

/// A value that cannot be computed without running code, and why; an error only where the value is needed.
struct Unresolved: Error {
  var id: ConvexDiagnostic
  var message: String
  var range: SourceRange
  var note: Diagnostic.Note?

  init(_ id: ConvexDiagnostic, _ message: String, _ range: SourceRange, note: Diagnostic.Note? = nil) {
    self.id = id
    self.message = message
    self.range = range
    self.note = note
  }

  var diagnostic: Diagnostic {
    var notes = note.map { [$0] } ?? []
    if Self.needsExport.contains(id) { notes.append(Diagnostic.Note(wayOut)) }
    return Diagnostic(.error, id, message, range: range, notes: notes)
  }

  private static let needsExport: Set<ConvexDiagnostic> = [
    .syntax, .notEvaluated, .unknownName, .packageNotInstalled, .zod, .unknownSchemaMaker, .wrongValue, .tooMuch,
  ]
}

/// How a schema is planned that is not readable: Convex itself evaluates it once.
private let wayOut = """
  or let Convex evaluate the schema, and plan from the file: \
  npx tsx -e "import('./convex/schema').then((m) => console.log((m.default.default ?? m.default).export()))" > schema.json
  """
