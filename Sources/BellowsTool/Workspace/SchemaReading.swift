// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// The suffix of schema files.
let schemaSuffix = ".schema"

/// The files of one schema: a file, or all schema files of a folder.
func schemaFiles(at path: String, in tree: FileTree = .disk) throws(Failure) -> [SourceFile] {
  guard tree.kind(path) == .folder else { return [SourceFile(path: path, bytes: try io(try tree.read(path)))] }
  let names = try io(try tree.names(in: path)).filter { $0.hasSuffix(schemaSuffix) && !$0.hasPrefix(".") }
  guard !names.isEmpty else { throw .workspace(.noSchemaFile(folder: path)) }
  var files: [SourceFile] = []
  for name in names {
    let file = join(path, name)
    // Reading a pipe or device that was not named by the user could block.
    if tree.kind(file) == .other { throw .file(FileProblem(file, .read, .isNoFile)) }
    files.append(SourceFile(path: file, bytes: try io(try tree.read(file))))
  }
  return files
}

/// A schema, and the files that it was read from.
struct ReadSchema: Sendable {
  /// In the schema language; `nil` if it was read from a Convex project.
  private let language: SchemaReading?
  fileprivate(set) var schema: Schema
  let files: [SourceFile]
  /// Remarks on a schema of a Convex project, to be printed.
  private(set) var notes: [Diagnostic] = []

  /// Reads a schema; tables with the same text as in `other` are not parsed again.
  init(_ files: [SourceFile], beside other: ReadSchema? = nil) throws(Failure) {
    let reading: SchemaReading
    do {
      reading = try SchemaReading(files, beside: other?.language)
    } catch {
      throw .unreadable(error.diagnostics, files)
    }
    language = reading
    schema = reading.schema
    self.files = reading.files
  }

  /// Reads a schema at a path: schema files, `schema.ts` of a Convex project, or the JSON that Convex exports.
  ///
  /// - Parameter revision: The name of the tree, which the names of files begin with.
  init(
    at path: String, in tree: FileTree = .disk, beside other: ReadSchema? = nil, of revision: String? = nil
  ) throws(Failure) {
    guard let convex = try convexSchema(at: path, in: tree) else {
      let files = try schemaFiles(at: path, in: tree)
      try self.init(
        revision.map { name in files.map { SourceFile(path: "\(name):\($0.path)", bytes: $0.bytes) } } ?? files,
        beside: other)
      return
    }
    try self.init(convex, in: tree, of: revision)
  }

  init(_ convex: ConvexSchema, in tree: FileTree, of revision: String? = nil) throws(Failure) {
    func named(_ files: [SourceFile]) -> [SourceFile] {
      revision.map { name in files.map { SourceFile(path: "\(name):\($0.path)", bytes: $0.bytes) } } ?? files
    }
    do {
      let reading = try convex.read(in: tree)
      language = nil
      schema = reading.schema
      files = named(reading.files)
      notes = reading.notes
    } catch {
      if error.files.isEmpty { throw .file(FileProblem(convex.path, .read, .missing)) }
      throw .unreadable(error.diagnostics, named(error.files))
    }
  }
}

extension ReadSchema {
  /// Returns the schema with another meaning of the same files.
  func replacing(_ schema: Schema) -> ReadSchema {
    var result = self
    result.schema = schema
    return result
  }
}
