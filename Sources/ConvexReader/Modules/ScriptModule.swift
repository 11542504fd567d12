// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A file that was read, with the values of its declarations as far as they were needed.
final class ScriptModule {
  let path: String
  /// The index of the file in the list of files.
  let file: Int
  let tokens: TokenList
  private let text: [UInt8]
  let syntax: ModuleSyntax
  /// The values of its declarations.
  var values: [String: ScriptValue] = [:]
  /// The declarations that are being evaluated, to find those that need themselves.
  var open: Set<String> = []

  init(path: String, file: Int, bytes: [UInt8]) {
    self.path = path
    self.file = file
    text = bytes
    tokens = TokenList(bytes)
    var scanner = ModuleScanner(tokens)
    syntax = scanner.scan()
  }

  func range(_ range: Range<Int>) -> SourceRange {
    SourceRange(file: file, start: range.lowerBound, end: range.upperBound)
  }

  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8>? {
    range.upperBound <= text.count ? text[range] : nil
  }

  func unresolved(_ problem: SyntaxProblem) -> Unresolved {
    Unresolved(.syntax, "this is not read: " + problem.message, range(problem.range))
  }
}

/// Where the values of an import come from.
enum ModuleSource {
  case file(ScriptModule)
  /// A package whose functions are known, by its name.
  case builtin(String)
  case unresolved(Unresolved)
}

/// The files that a schema needs, each read once.
final class ModuleStore {
  let files: any ConvexFiles
  private(set) var sources: [SourceFile] = []
  private var modules: [String: ScriptModule] = [:]
  /// All files, in the order in which they were read.
  var all: [ScriptModule] { modules.values.sorted { $0.file < $1.file } }
  private var missing: Set<String> = []
  /// The settings of `package.json` and `tsconfig.json` files; `nil` for missing ones.
  var settings: [String: ScriptObject?] = [:]
  /// The folders of the project's own packages, by name.
  var workspacePackages: [String: String]?
  private static let mostFiles = 2_000

  init(_ files: any ConvexFiles) { self.files = files }

  /// Returns a file; `nil` if there is none.
  func module(at path: String, usedAt range: SourceRange?) throws(Unresolved) -> ScriptModule? {
    if let known = modules[path] { return known }
    if missing.contains(path) { return nil }
    let position = range ?? SourceRange(file: 0, start: 0, end: 0)
    switch files.contents(of: path) {
    case .missing:
      missing.insert(path)
      return nil
    case .refused(let reason): throw Unresolved(.unreadableFile, "'\(path)' is not read: \(reason)", position)
    case .text(let bytes):
      guard bytes.count <= largestScript else {
        throw Unresolved(
          .unreadableFile, "'\(path)' is larger than \(largestScript / 1_000_000) MB and is not read", position)
      }
      guard sources.count < Self.mostFiles else {
        throw Unresolved(.tooMuch, "this schema needs more than \(Self.mostFiles) files", position)
      }
      return add(path, bytes)
    }
  }

  /// Adds a file, unless it is known.
  func add(_ path: String, _ bytes: [UInt8]) -> ScriptModule {
    if let known = modules[path] { return known }
    let module = ScriptModule(path: path, file: sources.count, bytes: bytes)
    sources.append(SourceFile(path: path, bytes: bytes))
    modules[path] = module
    return module
  }

  private static let suffixes = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs"]
  private static let emitted = [(".js", [".ts", ".tsx"]), (".mjs", [".mts"]), (".jsx", [".tsx"])]

  /// Finds the file of a path without a suffix, with that of its emitted file, or of a folder.
  func module(resolving path: String, usedAt range: SourceRange) throws(Unresolved) -> ScriptModule? {
    let hasSuffix = Path.hasScriptSuffix(path)
    for suffix in Self.suffixes where !suffix.isEmpty || hasSuffix {
      if let module = try module(at: path + suffix, usedAt: range) { return module }
    }
    for (suffix, sources) in Self.emitted where path.hasSuffix(suffix) {
      for source in sources {
        if let module = try module(at: path.dropLast(suffix.count) + source, usedAt: range) { return module }
      }
    }
    for suffix in Self.suffixes.dropFirst() {
      if let module = try module(at: Path.join(path, "index" + suffix), usedAt: range) { return module }
    }
    return nil
  }
}

extension Path {
  static func hasScriptSuffix(_ path: String) -> Bool {
    [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"].contains { path.hasSuffix($0) }
      && !path.hasSuffix(".d.ts")
  }
}
