// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Returns the indexes of a table whose content is resolved.
  mutating func resolveIndexes(of syntax: TableSyntax, _ columns: Columns) -> [Index] {
    var indexes: [Index] = []
    var seen: [IndexName: SourceRange] = [:]
    for member in syntax.members where member.isIndex {
      guard case .index(let index) = member else { continue }
      if let first = seen.updateValue(index.name.range, forKey: IndexName(index.name.text)) {
        report(.duplicate(.index, index.name, first: first))
        continue
      }
      checkReserved(index.name, "index")
      indexes.append(resolve(index: index, of: syntax, columns))
    }
    return indexes
  }

  private mutating func resolve(index syntax: IndexSyntax, of table: TableSyntax, _ columns: Columns) -> Index {
    let paths = syntax.paths.map(\.path)
    let filters = syntax.filters.map(\.path)
    checkDistinct(paths, syntax.paths)
    checkDistinct(filters, syntax.filters)
    checkCapabilities(syntax, columns)
    for (path, pathSyntax) in zip(paths, syntax.paths) {
      guard let leaves = leaves(of: path, pathSyntax, columns), syntax.isComplete else { continue }
      checkIndexed(leaves, pathSyntax, syntax.kind)
    }
    for (path, pathSyntax) in zip(filters, syntax.filters) { _ = leaves(of: path, pathSyntax, columns) }
    if case .vector = syntax.kind, paths.count > 1 { report(.vectorPaths(syntax.paths[1].range)) }
    return Index(
      syntax.kind, IndexName(syntax.name.text), paths, filters: filters,
      origin: Origin(syntax.range, in: table.name.range))
  }

  /// Reports indexes that the target does not support.
  private mutating func checkCapabilities(_ syntax: IndexSyntax, _ columns: Columns) {
    if case .vector = syntax.kind, !capabilities.hasVectorIndexes { report(.vectorOnSQLite(syntax.range)) }
    if case .vector(let dimensions) = syntax.kind, let most = capabilities.mostDimensions, dimensions > most {
      report(.vectorTooLong(most, capabilities.displayName, syntax.range))
    }
    if capabilities.indexPathsReachAllNames { return }
    for path in syntax.paths + syntax.filters {
      // The first name is a column, unless rows have several variants: these are JSON as a whole.
      let names = columns.hasVariants ? path.names[...] : path.names.dropFirst()
      if let name = names.first(where: { FieldName($0.text).jsonPathStep == nil }) {
        report(.memberNotAddressable(name))
      }
    }
  }

  private mutating func checkDistinct(_ paths: [[FieldName]], _ syntax: [PathSyntax]) {
    guard paths.count > 1 else { return }
    var seen: [[FieldName]: SourceRange] = [:]
    for (path, pathSyntax) in zip(paths, syntax) {
      if let first = seen.updateValue(pathSyntax.range, forKey: path) {
        report(.duplicateIndexPath(pathSyntax, first: first))
      }
    }
  }

  /// Returns the types at the end of a path, in the variants and alternatives that have it; `nil` if none has.
  private mutating func leaves(of path: [FieldName], _ syntax: PathSyntax, _ columns: Columns) -> [ValueType]? {
    var types: [ValueType] = []
    for (depth, name) in path.enumerated() {
      let next =
        depth == 0 ? columns[name] : types.flatMap(\.alternatives).compactMap { member(name, of: $0) }
      if next.isEmpty {
        reportMissing(syntax.names[depth], in: types, syntax, depth, columns)
        return nil
      }
      types = next
    }
    return types
  }

  private func member(_ name: FieldName, of type: ValueType) -> ValueType? {
    type == .any && capabilities.indexesEveryType ? .any : type.member(name)
  }

  private mutating func reportMissing(
    _ name: NameSyntax, in types: [ValueType], _ path: PathSyntax, _ depth: Int, _ columns: Columns
  ) {
    if mayBeLost(name) { return }
    if depth == 0 {
      // A field whose type has an error is missing from the table, but not from the syntax.
      guard columns.isComplete, columns.places[FieldName(name.text)] == nil else { return }
      report(.unknownIndexPath(name, "field", guess: guess(name.text) { columns.places.keys.map(\.text).sorted() }))
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

  /// Checks that an index of this kind can index the types at the end of the path.
  private mutating func checkIndexed(_ leaves: [ValueType], _ path: PathSyntax, _ kind: Index.Kind) {
    guard !kind.canBeOver(leaves, in: target) else { return }
    switch kind {
    case .index, .unique:
      let bad = leaves.flatMap(\.alternatives).first { $0 != .scalar(.null) && !$0.isComparable }
      report(.indexType(bad ?? .any, path.range, isUnique: kind == .unique))
    case .search: report(.searchType(path.range))
    case .vector: report(.vectorType(path.range))
    }
  }
}

/// The fields of a table, or the members of its variants, by name.
struct Columns {
  /// All declared names, including those with errors.
  var places: [FieldName: Int] = [:]
  /// The type at each index; `nil` if it has an error.
  var types: [ValueType?] = []
  /// Further types of a member that several variants have.
  private var others: [FieldName: [ValueType]] = [:]
  /// Whether the names are members of variants.
  private(set) var hasVariants = false
  /// False if a variant has an error: its members are unknown.
  private(set) var isComplete = true

  init() {}

  init(variants: [[ValueType.Member]]) {
    hasVariants = true
    isComplete = !variants.isEmpty
    for member in variants.joined() {
      places[member.name] = 0
      others[member.name, default: []].append(member.type)
    }
  }

  /// The types of a name; none if it is unknown or has an error.
  subscript(_ name: FieldName) -> [ValueType] {
    guard let place = places[name] else { return [] }
    return others[name] ?? (place < types.count ? types[place].map { [$0] } : nil) ?? []
  }
}

extension PathSyntax {
  fileprivate var path: [FieldName] { names.map { FieldName($0.text) } }
}

extension ValueType {
  fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }

  fileprivate func member(_ name: FieldName) -> ValueType? { members.first { $0.name == name }?.type }
}
