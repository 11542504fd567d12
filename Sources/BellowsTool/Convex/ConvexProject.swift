// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import Reports
import SchemaModel

/// The schema of a Convex project: TypeScript, or the JSON that Convex exports.
struct ConvexSchema {
  var path: String
  var isExport: Bool

  /// Reads it from the disk or from a git tree.
  func read(in tree: FileTree) throws(ConvexReadingFailure) -> ConvexReading {
    let files = ProjectFiles(tree, of: path)
    guard isExport else { return try readConvexSchema(at: path, in: files) }
    guard case .text(let bytes) = files.contents(of: path) else {
      throw ConvexReadingFailure(diagnostics: [], files: [])
    }
    return try readConvexExport(SourceFile(path: path, bytes: bytes))
  }
}

private let scriptSuffixes = [".ts", ".tsx", ".mts", ".js", ".mjs"]

/// Whether a path names a schema of Convex by its suffix.
func isConvexFile(_ path: String) -> Bool { (scriptSuffixes + [".json"]).contains { path.hasSuffix($0) } }

/// Returns the schema of a Convex project at a path: a file, or a folder without schema files; `nil` for others.
func convexSchema(at path: String, in tree: FileTree) throws(Failure) -> ConvexSchema? {
  if path.hasSuffix(".json") { return ConvexSchema(path: path, isExport: true) }
  if scriptSuffixes.contains(where: { path.hasSuffix($0) }) { return ConvexSchema(path: path, isExport: false) }
  guard tree.kind(path) == .folder else { return nil }
  let names = try io(try tree.names(in: path))
  if names.contains(where: { $0.hasSuffix(schemaSuffix) && !$0.hasPrefix(".") }) { return nil }
  var folders = [path]
  if names.contains("convex.json"), let settings = try? tree.read(join(path, "convex.json")),
    let functions = (try? readJSON(ConvexSettings.self, from: settings))?.functions
  {
    folders.append(join(path, functions))
  }
  folders.append(join(path, "convex"))
  for folder in folders {
    for name in ["schema.ts", "schema.js"] where tree.kind(join(folder, name)) == .file {
      return ConvexSchema(path: join(folder, name), isExport: false)
    }
  }
  return nil
}

/// The part of `convex.json` that says where the functions are.
private struct ConvexSettings: Decodable {
  var functions: String?
}

/// The files of a Convex project that may be read: regular files below the root of its repository.
struct ProjectFiles: ConvexFiles {
  private let tree: FileTree
  /// The root, relative to the current folder; `nil` for a tree of git, which has nothing above its root.
  private let root: String?

  init(_ tree: FileTree, of path: String) {
    self.tree = tree
    guard case .disk = tree else {
      root = nil
      return
    }
    // The root of the repository or, without one, the outermost package.
    var folder = parent(of: path)
    var root = folder
    for _ in 0..<32 {
      if kind(ofFileAt: join(folder, ".git")) != nil {
        root = folder
        break
      }
      if kind(ofFileAt: join(folder, "package.json")) != nil { root = folder }
      if folder == "/" { break }
      folder = folder == "." || folder.hasSuffix("..") ? join(folder, "..") : parent(of: folder)
      if folder == "./.." { folder = ".." }
    }
    self.root = root
  }

  func contents(of path: String) -> ConvexFile {
    guard isInside(path) else { return .refused("it is outside of the project") }
    switch tree.kind(path) {
    case nil, .folder?: return .missing
    case .other?: return .refused("it is not a regular file")
    case .file?:
      guard let bytes = try? tree.read(path) else { return .refused("it cannot be read") }
      return .text(bytes)
    }
  }

  func folders(in path: String) -> [String] {
    guard isInside(path), let names = try? tree.names(in: path) else { return [] }
    return names.filter { tree.kind(join(path, $0)) == .folder }
  }

  private func isInside(_ path: String) -> Bool {
    guard let root else { return !path.hasPrefix("/") }
    func rise(_ path: String) -> Int { path.split(separator: "/").prefix { $0 == ".." }.count }
    if path.hasPrefix("/") != root.hasPrefix("/") { return false }
    if root == "." || root.split(separator: "/").allSatisfy({ $0 == ".." }), root != "/" {
      return rise(path) <= rise(root)
    }
    return path == root || path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }
}

extension Diagnostic {
  /// Whether a schema was read with the tables of a package that is not installed.
  var isAssumption: Bool { id == Diagnostic.ID(ConvexDiagnostic.builtinTables) }
}
