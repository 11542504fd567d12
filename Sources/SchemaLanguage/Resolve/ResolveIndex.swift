// Part of Bellows. MIT licence: see LICENSE.

extension Resolver {
  /// The indexes of a table whose content is resolved.
  mutating func resolveIndexes(of syntax: TableSyntax, _ table: Table) -> [Index] {
    var indexes: [Index] = []
    var seen: [IndexName: SourceRange] = [:]
    var columns: Columns?
    for case .index(let index) in syntax.members {
      if let first = seen.updateValue(index.name.range, forKey: IndexName(index.name.text)) {
        report(.duplicate("index", index.name, first: first))
        continue
      }
      checkReserved(index.name, "index")
      let found = columns ?? Columns(table, syntax)
      columns = found
      indexes.append(resolve(index: index, found))
    }
    return indexes
  }

  private mutating func resolve(index syntax: IndexSyntax, _ columns: Columns) -> Index {
    for path in distinctPaths(syntax.paths) {
      if let leaves = leaves(of: path, columns) { checkIndexed(leaves, path, syntax.kind) }
    }
    for path in distinctPaths(syntax.filters) { _ = leaves(of: path, columns) }
    if case .vector = syntax.kind, syntax.paths.count > 1 { report(.vectorPaths(syntax.paths[1].range)) }
    return Index(
      syntax.kind, IndexName(syntax.name.text), syntax.paths.map(\.path), filters: syntax.filters.map(\.path),
      origin: Origin(syntax.range))
  }

  private mutating func distinctPaths(_ paths: [PathSyntax]) -> [PathSyntax] {
    guard paths.count > 1 else { return paths }
    var seen: [[FieldName]: SourceRange] = [:]
    return paths.filter { path in
      guard let first = seen.updateValue(path.range, forKey: path.path) else { return true }
      report(.duplicateIndexPath(path, first: first))
      return false
    }
  }

  /// The types that stand at the end of a path, in those shapes and alternatives that have it; `nil` when none has.
  private mutating func leaves(of path: PathSyntax, _ columns: Columns) -> [ValueType]? {
    var types: [ValueType] = []
    for (depth, name) in path.names.enumerated() {
      let fieldName = FieldName(name.text)
      let next =
        depth == 0 ? columns.types[fieldName] ?? [] : types.flatMap(\.alternatives).compactMap { $0.member(fieldName) }
      if next.isEmpty {
        reportMissing(name, in: types, path, depth, columns)
        return nil
      }
      types = next
    }
    return types
  }

  private mutating func reportMissing(
    _ name: NameSyntax, in types: [ValueType], _ path: PathSyntax, _ depth: Int, _ columns: Columns
  ) {
    if depth == 0 {
      // A field whose type is in error is missing from the table, and not from the text.
      guard columns.isComplete, !columns.names.contains(FieldName(name.text)) else { return }
      report(.unknownIndexPath(name, "field", guess: guess(name.text) { columns.names.map(\.text).sorted() }))
      return
    }
    let alternatives = types.flatMap(\.alternatives)
    let holder = path.names[depth - 1]
    let members = alternatives.flatMap(\.members)
    guard members.isEmpty else {
      let guess = guess(name.text) { members.map(\.name.text) }
      return report(.unknownIndexPath(name, "member", guess: guess))
    }
    let isArray = alternatives.contains { if case .array = $0 { true } else { false } }
    report(.indexIntoNonObject(holder, isArray: isArray, name.range))
  }

  /// Whether an index of the kind can be over the types that were found.
  private mutating func checkIndexed(_ leaves: [ValueType], _ path: PathSyntax, _ kind: Index.Kind) {
    let alternatives = leaves.flatMap(\.alternatives).filter { $0 != .scalar(.null) }
    switch kind {
    case .index, .unique:
      // A document store compares anything; SQL targets would compare the spelling of JSON.
      guard target.isSQL, let bad = alternatives.first(where: { !$0.isComparable }) else { return }
      report(.indexType(bad, path.range, isUnique: kind == .unique))
    case .search:
      let isText = alternatives.contains { $0 == .scalar(.string) || $0.isStringLiteral }
      if !isText { report(.searchType(path.range)) }
    case .vector:
      if alternatives.contains(where: { $0 != .array(.scalar(.double)) }) { report(.vectorType(path.range)) }
    }
  }
}

/// The fields of a table, or the members of its shapes, by name.
private struct Columns {
  var types: [FieldName: [ValueType]] = [:]
  /// All that are written, those in error included.
  var names: Set<FieldName> = []
  /// Not when a shape is in error, whose members nobody knows.
  var isComplete = true

  init(_ table: Table, _ syntax: TableSyntax) {
    switch table.content {
    case .fields(let fields):
      for field in fields { types[field.name] = [field.type.value] }
      for case .field(let field) in syntax.members { names.insert(FieldName(field.name.text)) }
    case .shapes(let shapes):
      for member in shapes.joined() { types[member.name, default: []].append(member.type) }
      names = Set(types.keys)
      isComplete = !shapes.isEmpty
    }
  }
}

extension PathSyntax {
  fileprivate var path: [FieldName] { names.map { FieldName($0.text) } }
}

extension ValueType {
  fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }

  fileprivate func member(_ name: FieldName) -> ValueType? { members.first { $0.name == name }?.type }

  fileprivate var isStringLiteral: Bool { if case .literal(.string) = self { true } else { false } }

  /// Whether two values are equal exactly when their stored forms are.
  fileprivate var isComparable: Bool {
    switch self {
    case .scalar, .literal, .reference: true
    case .any, .array, .record, .object, .union: false
    }
  }
}
