// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Finds the file or package that an import names.
extension Evaluator {
  func source(
    of specifier: String, in module: ScriptModule, usedAt range: SourceRange
  ) throws(Unresolved) -> ModuleSource {
    if packages[specifier] != nil { return .builtin(specifier) }
    let resolver = ImportResolver(store: modules, importer: module, range: range)
    do throws(Unresolved) {
      if let module = try resolver.module(for: specifier) { return .file(module) }
    } catch {
      if error.id == .tooMuch { throw error }
      return .unresolved(error)
    }
    let isFile = specifier.hasPrefix(".") || specifier.hasPrefix("/")
    return .unresolved(
      isFile
        ? Unresolved(.unreadableFile, "'\(specifier)' is not found beside '\(module.path)'", range)
        : Unresolved(
          .packageNotInstalled, "'\(specifier)' is not installed; run 'npm install', then again", range))
  }
}

struct ImportResolver {
  let store: ModuleStore
  let importer: ScriptModule
  let range: SourceRange

  func module(for specifier: String) throws(Unresolved) -> ScriptModule? {
    if specifier.hasPrefix(".") {
      return try store.module(
        resolving: Path.join(Path.folder(of: importer.path), specifier), usedAt: range)
    }
    if specifier.hasPrefix("/") || specifier.contains(":") { return nil }
    if let module = try aliased(specifier) { return module }
    if specifier.hasPrefix("#") { return try subpath(specifier) }
    // `@scope/name/part` or `name/part`.
    let parts = specifier.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let count = specifier.hasPrefix("@") ? 2 : 1
    guard parts.count >= count, !parts.contains(".."), !parts.contains("") else { return nil }
    let package = parts.prefix(count).joined(separator: "/")
    let part = parts.dropFirst(count).joined(separator: "/")
    // A package of the project is also in node_modules, as a link; its own path can be edited.
    if let root = try workspacePackage(package), let settings = try store.settings(at: Path.join(root, "package.json"))
    {
      if let module = try module(part, ofPackageAt: root, settings) { return module }
      throw Unresolved(
        .unreadableFile,
        "the files of '\(package)', a package of this project in '\(root)', do not have what 'package.json' says; build the "
          + "package, then again", range)
    }
    for folder in Path.folders(above: importer.path) {
      let root = Path.join(folder, "node_modules/" + package)
      guard let settings = try store.settings(at: Path.join(root, "package.json")) else { continue }
      return try module(part, ofPackageAt: root, settings)
    }
    return nil
  }

  /// Returns the file that `imports` of the nearest `package.json` names, for a specifier that begins with `#`.
  private func subpath(_ specifier: String) throws(Unresolved) -> ScriptModule? {
    for folder in Path.folders(above: importer.path) {
      guard let settings = try store.settings(at: Path.join(folder, "package.json")) else { continue }
      guard let imports = settings["imports"]?.value, let target = target(of: specifier, in: imports) else {
        return nil
      }
      if target.hasPrefix("./") { return try file(target, in: folder) }
      // A package; `#` again would have no end.
      return target.hasPrefix("#") ? nil : try module(for: target)
    }
    return nil
  }

  // MARK: tsconfig.json

  /// Returns the file that `paths` of the nearest `tsconfig.json` names.
  private func aliased(_ specifier: String) throws(Unresolved) -> ScriptModule? {
    for folder in Path.folders(above: importer.path) {
      guard let found = try compilerPaths(Path.join(folder, "tsconfig.json"), depth: 0) else { continue }
      for (pattern, property) in found.paths.all {
        guard let rest = match(specifier, pattern), case .list(let targets) = property.value else { continue }
        for case .string(let target) in targets {
          let path = Path.join(found.base, target.replacing("*", with: rest, maxReplacements: 1))
          if let module = try store.module(resolving: path, usedAt: range) { return module }
        }
      }
      guard let base = found.baseURL else { continue }
      if let module = try store.module(resolving: Path.join(base, specifier), usedAt: range) { return module }
    }
    return nil
  }

  private struct CompilerPaths {
    var paths = ScriptObject()
    /// The folder that targets of `paths` are relative to.
    var base: String
    var baseURL: String?
  }

  private func compilerPaths(_ path: String, depth: Int) throws(Unresolved) -> CompilerPaths? {
    guard depth < 8, let settings = try store.settings(at: path) else { return nil }
    let folder = Path.folder(of: path)
    var result = CompilerPaths(base: folder)
    if case .string(let parent)? = settings["extends"]?.value, parent.hasPrefix(".") {
      let file = Path.join(folder, parent.hasSuffix(".json") ? parent : parent + ".json")
      if let inherited = try compilerPaths(file, depth: depth + 1) { result = inherited }
    }
    guard case .object(let options)? = settings["compilerOptions"]?.value else { return result }
    if case .string(let base)? = options["baseUrl"]?.value {
      result.baseURL = Path.join(folder, base)
      result.base = result.baseURL ?? folder
    }
    if case .object(let paths)? = options["paths"]?.value {
      result.paths = paths
      result.base = result.baseURL ?? folder
    }
    return result
  }

  /// Returns what `*` of a pattern stands for; the empty text for an equal name without one.
  private func match(_ name: String, _ pattern: String) -> String? {
    guard let star = pattern.firstIndex(of: "*") else { return name == pattern ? "" : nil }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    guard name.hasPrefix(head), name.hasSuffix(tail), name.utf8.count >= head.utf8.count + tail.utf8.count else {
      return nil
    }
    return String(name.dropFirst(head.count).dropLast(tail.count))
  }

  // MARK: Packages

  private static let conditions: Set<String> = [
    "@convex-dev/component-source", "source", "import", "module", "node", "require", "default",
  ]

  private func module(
    _ part: String, ofPackageAt root: String, _ settings: ScriptObject
  ) throws(Unresolved) -> ScriptModule? {
    if let exports = settings["exports"]?.value {
      guard let target = target(of: part.isEmpty ? "." : "./" + part, in: exports) else { return nil }
      return try file(target, in: root)
    }
    if !part.isEmpty { return try file(part, in: root) }
    for key in ["source", "module", "main"] {
      guard case .string(let path)? = settings[key]?.value else { continue }
      if let module = try file(path, in: root) { return module }
    }
    if let module = try file("index", in: root) { return module }
    return try file("src/index", in: root)
  }

  /// Reads a file of a package, which is inside its folder; the source of a file that is not built yet.
  private func file(_ path: String, in root: String) throws(Unresolved) -> ScriptModule? {
    guard !path.split(separator: "/").contains("..") else { return nil }
    let path = Path.join(root, "./" + path)
    if let module = try store.module(resolving: path, usedAt: range) { return module }
    for name in ["tsconfig.build.json", "tsconfig.json"] {
      guard case .object(let options)? = try store.settings(at: Path.join(root, name))?["compilerOptions"]?.value,
        case .string(let output)? = options["outDir"]?.value, case .string(let source)? = options["rootDir"]?.value
      else { continue }
      let folder = Path.join(root, output) + "/"
      guard path.hasPrefix(folder) else { continue }
      let module = try store.module(
        resolving: Path.join(Path.join(root, source), "./" + path.dropFirst(folder.count)), usedAt: range)
      if let module { return module }
    }
    return nil
  }

  private func target(of name: String, in exports: ScriptValue) -> String? {
    guard case .object(let object) = exports, object.keys.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("#") })
    else {
      return name == "." ? condition(exports, depth: 0) : nil
    }
    if let exact = object[name] { return condition(exact.value, depth: 0) }
    for (pattern, property) in object.all where pattern.contains("*") {
      guard let rest = match(name, pattern) else { continue }
      return condition(property.value, depth: 0)?.replacing("*", with: rest)
    }
    return nil
  }

  private func condition(_ value: ScriptValue, depth: Int) -> String? {
    switch value {
    case .string(let path): return path
    case .object(let object) where depth < 8:
      for (key, property) in object.all where Self.conditions.contains(key) {
        if let path = condition(property.value, depth: depth + 1) { return path }
      }
      return nil
    case .list(let values): return values.lazy.compactMap { condition($0, depth: depth + 1) }.first
    default: return nil
    }
  }

  // MARK: Packages of the project itself

  private func workspacePackage(_ name: String) throws(Unresolved) -> String? {
    if store.workspacePackages == nil { store.workspacePackages = try workspacePackages() }
    return store.workspacePackages?[name]
  }

  /// The folders of the packages that the nearest `workspaces` lists, by name.
  private func workspacePackages() throws(Unresolved) -> [String: String] {
    for folder in Path.folders(above: importer.path) {
      guard let patterns = try workspacePatterns(in: folder) else { continue }
      var result: [String: String] = [:]
      for pattern in patterns {
        for path in try store.folders(matching: pattern, in: folder) {
          guard case .string(let name)? = try store.settings(at: Path.join(path, "package.json"))?["name"]?.value else {
            continue
          }
          result[name] = path
        }
      }
      return result
    }
    return [:]
  }
}

extension ImportResolver {
  /// The patterns of `workspaces` in `package.json`, or of `pnpm-workspace.yaml`; `nil` without either.
  private func workspacePatterns(in folder: String) throws(Unresolved) -> [String]? {
    guard let settings = try store.settings(at: Path.join(folder, "package.json")) else { return nil }
    switch settings["workspaces"]?.value {
    case .list(let list)?: return list.compactMap(\.text)
    case .object(let object)?:
      if case .list(let list)? = object["packages"]?.value { return list.compactMap(\.text) }
    default: break
    }
    guard case .text(let bytes) = store.files.contents(of: Path.join(folder, "pnpm-workspace.yaml")) else { return nil }
    // A list below `packages:`, of which other lists follow.
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").drop { !$0.hasPrefix("packages:") }
    return lines.dropFirst().prefix { $0.drop { $0 == " " }.hasPrefix("-") }.map { line in
      String(line.drop { $0 == " " || $0 == "-" }).filter { $0 != "\"" && $0 != "'" && $0 != "\r" }
    }
  }
}

extension ModuleStore {
  /// Reads a JSON file of settings, which may have comments; `nil` if there is none, or if it is not an object.
  func settings(at path: String) throws(Unresolved) -> ScriptObject? {
    if let known = settings[path] { return known }
    var result: ScriptObject?
    if case .text(let bytes) = files.contents(of: path), bytes.count <= largestScript {
      let module = ScriptModule(path: path, file: 0, bytes: bytes)
      var parser = ScriptParser(module.tokens, at: 0)
      if let expression = try? parser.expression(),
        case .object(let object) = try Evaluator(self, budget: 200_000).evaluate(expression, Scope(module))
      {
        result = object
      }
    }
    settings[path] = .some(result)
    return result
  }

  /// Returns the folders that a pattern of `workspaces` names: `packages/*`.
  fileprivate func folders(matching pattern: String, in folder: String) throws(Unresolved) -> [String] {
    guard let star = pattern.firstIndex(of: "*") else { return [Path.join(folder, pattern)] }
    let head = String(pattern[..<star])
    return files.folders(in: Path.join(folder, head)).prefix(500).map { Path.join(folder, head + $0) }
  }
}
