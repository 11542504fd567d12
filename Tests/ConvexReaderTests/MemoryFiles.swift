// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import SchemaLanguage
import SchemaModel
import Testing

/// A project in memory.
struct MemoryFiles: ConvexFiles {
  var texts: [String: String]
  /// Files that exist and are not read.
  var refused: Set<String> = []

  func contents(of path: String) -> ConvexFile {
    if refused.contains(path) { return .refused("it is not a regular file") }
    return texts[path].map { .text(Array($0.utf8)) } ?? .missing
  }

  func folders(in path: String) -> [String] {
    let prefix = path == "." ? "" : path + "/"
    let names = texts.keys.filter { $0.hasPrefix(prefix) }.compactMap { name -> String? in
      let parts = name.dropFirst(prefix.count).split(separator: "/")
      return parts.count > 1 ? String(parts[0]) : nil
    }
    return Set(names).sorted()
  }
}

/// The imports that nearly every schema begins with.
let imports = """
  import { defineSchema, defineTable } from "convex/server";
  import { v } from "convex/values";

  """

/// Reads `convex/schema.ts` of a project, on a stack as large as that of the tool.
func read(_ files: MemoryFiles, budget: Int = 2_000_000) throws(ConvexReadingFailure) -> ConvexReading {
  let work = Background { () -> Result<ConvexReading, ConvexReadingFailure> in
    do throws(ConvexReadingFailure) {
      return .success(try readConvexSchema(at: "convex/schema.ts", in: files, budget: budget))
    } catch {
      return .failure(error)
    }
  }
  return try work.result().get()
}

/// Reads a schema that imports what nearly every schema imports.
func read(_ text: String, with others: [String: String] = [:]) throws(ConvexReadingFailure) -> ConvexReading {
  try read(MemoryFiles(texts: others.merging(["convex/schema.ts": imports + text]) { _, own in own }))
}

/// Checks that a schema is read as one in the schema language, whose order of fields has no meaning.
func expectSchema(
  _ text: String, with others: [String: String] = [:], is expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  do {
    let read = try read(text, with: others)
    let file = SourceFile(path: "expected.schema", text: "target convex\n" + expected)
    let schema = try readSchema([file])
    #expect(sorted(read.schema) == sorted(schema), sourceLocation: sourceLocation)
  } catch let failure as ConvexReadingFailure {
    Issue.record("\(messages(failure))", sourceLocation: sourceLocation)
  }
}

private func sorted(_ schema: Schema) -> String {
  var schema = schema
  for index in schema.tables.indices {
    guard case .fields(let fields) = schema.tables[index].content else { continue }
    schema.tables[index].content = .fields(fields.sorted { $0.name < $1.name })
  }
  return printSchema(schema)
}

/// The errors as `file:line:column: message [id]`.
func messages(_ failure: ConvexReadingFailure) -> [String] {
  failure.diagnostics.map { diagnostic in
    guard let range = diagnostic.range, failure.files.indices.contains(range.file) else {
      return "\(diagnostic.message) [\(diagnostic.id.rawValue)]"
    }
    let file = failure.files[range.file]
    let (line, column) = file.position(at: range.start)
    return "\(file.path):\(line):\(column): \(diagnostic.message) [\(diagnostic.id.rawValue)]"
  }
}

/// Checks that a schema is refused with these errors: each begins as given, and ends with its ID.
func expectErrors(
  _ text: String, with others: [String: String] = [:], _ expected: [(start: String, id: String)],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  do throws(ConvexReadingFailure) {
    _ = try read(text, with: others)
    Issue.record("the schema was read", sourceLocation: sourceLocation)
  } catch {
    let found = messages(error)
    #expect(found.count == expected.count, "\(found)", sourceLocation: sourceLocation)
    for (message, (start, id)) in zip(found, expected) {
      #expect(message.hasPrefix(start) && message.hasSuffix(" [\(id)]"), "\(message)", sourceLocation: sourceLocation)
    }
  }
}
