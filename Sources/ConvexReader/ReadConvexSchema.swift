// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A schema of a Convex project, and the files that it was read from.
package struct ConvexReading: Sendable {
  package let schema: Schema
  /// The files that were needed; positions in the schema name them by index.
  package let files: [SourceFile]
  /// Remarks to be printed, such as one on tables of a package that is not installed.
  package let notes: [Diagnostic]
}

/// The errors that keep a schema from being read, and the files that they are in.
package struct ConvexReadingFailure: Error {
  package let diagnostics: [Diagnostic]
  package let files: [SourceFile]

  package init(diagnostics: [Diagnostic], files: [SourceFile]) {
    self.diagnostics = diagnostics
    self.files = files
  }
}

/// Reads `convex/schema.ts`, and the files that it imports, without running code.
///
///     let reading = try readConvexSchema(at: "convex/schema.ts", in: files)
///
/// Only what the schema needs is evaluated. A value that cannot be computed is an error at its position, with the way out.
///
/// - Parameter budget: The steps after which evaluation stops.
package func readConvexSchema(
  at path: String, in files: any ConvexFiles, budget: Int = 2_000_000
) throws(ConvexReadingFailure) -> ConvexReading {
  let store = ModuleStore(files)
  let evaluator = Evaluator(store, budget: budget)
  return try reading(store, evaluator) { () throws(Unresolved) in try schemaValue(at: path, evaluator) }
}

/// Reads the JSON that `schema.export()` of Convex returns.
///
///     let reading = try readConvexExport(SourceFile(path: "schema.json", bytes: bytes))
package func readConvexExport(_ file: SourceFile) throws(ConvexReadingFailure) -> ConvexReading {
  let store = ModuleStore(NoFiles())
  let evaluator = Evaluator(store, budget: 20_000_000)
  return try reading(store, evaluator) { () throws(Unresolved) in
    let module = store.add(file.path, file.bytes)
    let start = SourceRange(file: 0, start: 0, end: 0)
    guard file.bytes.count <= largestScript else {
      throw Unresolved(.unreadableFile, "the file is larger than \(largestScript / 1_000_000) MB", start)
    }
    var parser = ScriptParser(module.tokens, at: 0)
    do {
      let expression = try parser.expression()
      if case .end = parser.token.kind {
        return try ExportReader(start: start).schema(try evaluator.evaluate(expression, Scope(module)))
      }
      throw parser.unexpected("the file must end here")
    } catch let problem as SyntaxProblem {
      throw Unresolved(.exportFormat, "this is no JSON: " + problem.message, module.range(problem.range))
    } catch let reason as Unresolved {
      throw reason
    } catch {
      throw Unresolved(.exportFormat, "this is no JSON", start)
    }
  }
}

/// For readers that need one file only.
private struct NoFiles: ConvexFiles {
  func contents(of path: String) -> ConvexFile { .missing }
  func folders(in path: String) -> [String] { [] }
}

private func reading(
  _ store: ModuleStore, _ evaluator: Evaluator, _ value: () throws(Unresolved) -> SchemaValue
) throws(ConvexReadingFailure) -> ConvexReading {
  let schema: SchemaValue
  do throws(Unresolved) {
    schema = try value()
  } catch {
    throw ConvexReadingFailure(diagnostics: [error.diagnostic], files: store.sources)
  }
  var builder = SchemaBuilder(schema, store)
  do throws(DiagnosticList) {
    let schema = try builder.schema()
    return ConvexReading(schema: schema, files: store.sources, notes: evaluator.notes + builder.notes)
  } catch {
    throw ConvexReadingFailure(diagnostics: error.diagnostics, files: store.sources)
  }
}

/// Evaluates the default export of a file.
func schemaValue(at path: String, _ evaluator: Evaluator) throws(Unresolved) -> SchemaValue {
  let path = Path.normalised(path)
  let start = SourceRange(file: 0, start: 0, end: 0)
  guard let module = try evaluator.modules.module(at: path, usedAt: start) else {
    throw Unresolved(.unreadableFile, "'\(path)' does not exist", start)
  }
  var visited: Set<Int> = []
  guard let value = try evaluator.export("default", of: module, &visited, usedAt: start) else {
    throw Unresolved(
      .noDefaultExport,
      "this file has no default export; a schema file ends with 'export default defineSchema({ ... })'",
      start)
  }
  switch value {
  case .schema(let schema): return schema
  case .unresolved(let reason): throw reason
  default:
    throw Unresolved(
      .notASchema, "the default export is \(value.description); write 'export default defineSchema({ ... })'", start)
  }
}
