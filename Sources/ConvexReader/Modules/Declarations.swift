// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The values of the names of a file.
extension Evaluator {
  /// Returns the value of a name that a file declares or imports; `nil` if it does neither.
  func value(
    of name: String, in module: ScriptModule, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue? {
    if let known = module.values[name] { return known }
    if let declaration = module.syntax.declarations[name] {
      guard module.open.insert(name).inserted else {
        return .unresolved(Unresolved(.notEvaluated, "the value of '\(name)' needs itself", range))
      }
      defer { module.open.remove(name) }
      let value = try evaluate(declaration, called: name, in: module, usedAt: range)
      module.values[name] = value
      return value
    }
    guard let imported = module.syntax.imports[name] else { return nil }
    guard module.open.insert(name).inserted else {
      return .unresolved(Unresolved(.notEvaluated, "the import of '\(name)' needs itself", range))
    }
    defer { module.open.remove(name) }
    let value = try value(of: imported, in: module, usedAt: range)
    // An unknown value is reported where it is used, so it is not kept.
    if case .unresolved = value { return value }
    module.values[name] = value
    return value
  }

  private func evaluate(
    _ declaration: ModuleSyntax.Declaration, called name: String, in module: ScriptModule, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    let scope = Scope(module)
    switch declaration {
    case .constant(let pattern, let index):
      var parser = ScriptParser(module.tokens, at: index)
      let expression: Expression
      do {
        expression = try parser.expression()
        if !parser.token.isSymbol(",") { try parser.endStatement() }
      } catch {
        return .unresolved(module.unresolved(error))
      }
      let value = try evaluate(expression, scope)
      try bind(pattern, to: value, scope, module.range(expression.range))
      for (bound, value) in scope.values where module.values[bound] == nil { module.values[bound] = value }
      return scope.values[name] ?? .undefined
    case .function(let index, let isDeferred):
      var parser = ScriptParser(module.tokens, at: index)
      do {
        return .function(ScriptFunction(syntax: try parser.function(isDeferred: isDeferred), scope: scope))
      } catch {
        return .unresolved(module.unresolved(error))
      }
    case .enumeration(let index): return try enumeration(at: index, in: module)
    case .unsupported(let what, _):
      return .unresolved(
        Unresolved(.notEvaluated, "'\(name)' is \(what), which is not evaluated; make it a constant", range))
    }
  }

  /// Evaluates an enum: an object of its values and, for numbers, of its names.
  private func enumeration(at index: Int, in module: ScriptModule) throws(Unresolved) -> ScriptValue {
    var parser = ScriptParser(module.tokens, at: index)
    var result = ScriptObject()
    let scope = Scope(module)
    var next: Double? = 0
    do {
      try parser.expect("{")
      while !parser.take("}") {
        let key = try parser.key()
        guard case .fixed(let name) = key.name else { throw parser.unexpected("a plain name is expected here") }
        var value: ScriptValue = next.map { .number($0) } ?? .undefined
        if parser.take("=") {
          let expression = try parser.expression()
          value = try evaluate(expression, scope)
        }
        next = if case .number(let number) = value { number + 1 } else { nil }
        scope.values[name] = value
        let range = module.range(key.range)
        result[name] = ScriptObject.Property(value: value, range: range)
        if case .number(let number) = value {
          result[number.scriptText] = ScriptObject.Property(value: .string(name), range: range)
        }
        if !parser.token.isSymbol("}") { try parser.expect(",") }
      }
    } catch let problem as SyntaxProblem {
      return .unresolved(module.unresolved(problem))
    } catch let reason as Unresolved {
      throw reason
    } catch {
      return .undefined
    }
    return .object(result)
  }

  // MARK: Imports and exports

  func value(
    of imported: ModuleSyntax.Import, in module: ScriptModule, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    let source = try source(of: imported.specifier, in: module, usedAt: range)
    switch imported.name {
    case .namespace:
      if case .unresolved(let reason) = source { return .unresolved(reason.about(imported, usedAt: range)) }
      return .namespace(source)
    case .standard: return try export("default", of: source, imported, usedAt: range)
    case .named(let name): return try export(name, of: source, imported, usedAt: range)
    }
  }

  private func export(
    _ name: String, of source: ModuleSource, _ imported: ModuleSyntax.Import, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    switch source {
    case .unresolved(let reason):
      if let copy = try copiedTables(name, of: imported.specifier, usedAt: range) { return copy }
      return .unresolved(reason.about(imported, usedAt: range))
    case .builtin(let package): return try builtinExport(name, of: package, imported, usedAt: range)
    case .file(let module):
      var visited: Set<Int> = []
      if let value = try export(name, of: module, &visited, usedAt: range) { return value }
      let names = module.syntax.exports.keys.sorted().prefix(8).map { "'\($0)'" }.joined(separator: ", ")
      let what = name == "default" ? "no default value" : "no '\(name)'"
      return .unresolved(
        Unresolved(
          .noSuchExport, "'\(imported.specifier)' exports \(what)" + (names.isEmpty ? "" : "; it has \(names)"), range))
    }
  }

  /// Returns an exported value of a file; `nil` if it has none of the name.
  func export(
    _ name: String, of module: ScriptModule, _ visited: inout Set<Int>, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue? {
    guard visited.insert(module.file).inserted else { return nil }
    try spend(1, range)
    switch module.syntax.exports[name] {
    case .local(let local, let own)?:
      let value = try value(of: local, in: module, usedAt: module.range(own))
      return value
        ?? .unresolved(Unresolved(.unknownName, "'\(local)' is not declared in this file", module.range(own)))
    case .imported(let imported)?: return try value(of: imported, in: module, usedAt: module.range(imported.range))
    case nil: break
    }
    if name == "default", let index = module.syntax.defaultExpression {
      return try defaultValue(of: module, at: index, usedAt: range)
    }
    guard name != "default" else { return nil }
    for reexport in module.syntax.reexports {
      let own = module.range(reexport.range)
      switch try source(of: reexport.specifier, in: module, usedAt: own) {
      case .file(let other):
        if let value = try export(name, of: other, &visited, usedAt: range) { return value }
      case .builtin(let package):
        if let value = try knownExport(name, of: package, own) { return value }
      case .unresolved: continue
      }
    }
    return nil
  }

  private func defaultValue(
    of module: ScriptModule, at index: Int, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    if let known = module.values["export default"] { return known }
    guard module.open.insert("export default").inserted else {
      return .unresolved(Unresolved(.notEvaluated, "the default value of this file needs itself", range))
    }
    defer { module.open.remove("export default") }
    var parser = ScriptParser(module.tokens, at: index)
    let expression: Expression
    do {
      expression = try parser.expression()
      try parser.endStatement()
    } catch {
      return .unresolved(module.unresolved(error))
    }
    let value = try evaluate(expression, Scope(module))
    module.values["export default"] = value
    return value
  }

  /// Returns all exports of a file as an object.
  func exports(of source: ModuleSource, _ range: SourceRange) throws(Unresolved) -> ScriptObject {
    var result = ScriptObject()
    switch source {
    case .unresolved(let reason): result.unknownPart = reason
    case .builtin(let package):
      for name in packages[package, default: [:]].keys.sorted() {
        guard let value = try knownExport(name, of: package, range) else { continue }
        result[name] = ScriptObject.Property(value: value, range: range)
      }
    case .file(let module):
      for name in module.syntax.exports.keys.sorted() where name != "default" {
        var visited: Set<Int> = []
        guard let value = try export(name, of: module, &visited, usedAt: range) else { continue }
        result[name] = ScriptObject.Property(value: value, range: range)
      }
      for reexport in module.syntax.reexports {
        let source = try self.source(of: reexport.specifier, in: module, usedAt: range)
        try spend(64, range)
        result.merge(try exports(of: source, range))
      }
    }
    return result
  }
}
