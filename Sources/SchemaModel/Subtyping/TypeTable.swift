// Part of Bellows. MIT licence: see LICENSE.

/// The index of a type in a `TypeTable`.
typealias TypeID = Int
/// The index of a map type (an object or a record) in a `TypeTable`.
typealias MapID = Int
/// The index of a literal, or of a key of an object, in a `TypeTable`.
typealias LiteralID = Int

/// Types in normal form, each stored once, so that equal types have the same number and comparisons are cheap.
///
/// Most spellings of one set have the same normal form: `bool` is `true | false`, `string | "x"` is `string`, `{ a:
/// int, b: int }` is `{ b: int, a: int }`.
struct TypeTable {
  /// A type as a union, its members sorted by kind.
  struct Node: Hashable {
    /// Whether `any` is a member; it contains all other members.
    var isAny = false
    /// Without `bool`, which is stored as its two literals.
    var scalars: [Scalar] = []
    /// Parts of scalars.
    var bounds: [Bound] = []
    var literals: [LiteralID] = []
    var references: [TableName] = []
    /// The element types.
    var arrays: [TypeID] = []
    var maps: [MapID] = []

    var isEmpty: Bool {
      !isAny && scalars.isEmpty && bounds.isEmpty && literals.isEmpty && references.isEmpty && arrays.isEmpty
        && maps.isEmpty
    }
  }

  /// An object or a record: the cells of the named keys, and of other keys.
  struct Map: Hashable {
    /// Ascending.
    var keys: [LiteralID] = []
    /// One for each key.
    var cells: [Cell] = []
    /// The keys whose cells are required and contain only literals: variants differ there most often.
    var tags: [LiteralID] = []
    var rest: Rest?
  }

  /// The possible contents under a key: a value of a type, or nothing.
  struct Cell: Hashable {
    /// `nil` if there can be no value.
    var type: TypeID?
    var mayBeMissing: Bool
  }

  /// Any number of further keys of one kind.
  struct Rest: Hashable {
    /// Never literals: those are named keys.
    var kind: ValueType.RecordKey
    var type: TypeID
  }

  private(set) var nodes: [Node] = []
  /// The original type of each node.
  private(set) var spellings: [ValueType] = []
  private(set) var maps: [Map] = []
  /// The original type of each map.
  private(set) var mapSpellings: [ValueType] = []
  private(set) var literals: [Literal] = []
  private var nodeIDs: [Node: TypeID] = [:]
  private var mapIDs: [Map: MapID] = [:]
  private var literalIDs: [Literal: LiteralID] = [:]

  /// Adds a type and returns its number; an equal type has the same number.
  mutating func add(_ type: ValueType) -> TypeID {
    var node = Node()
    if case .union(let members) = type {
      for member in members { insert(member, into: &node) }
    } else {
      insert(type, into: &node)
    }
    if node.isAny {
      node = Node(isAny: true)
    } else {
      node.normalize(literals)
    }
    if let known = nodeIDs[node] { return known }
    nodes.append(node)
    spellings.append(type)
    nodeIDs[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// Returns what a map type may store under a key.
  func cell(of map: MapID, under key: LiteralID) -> Cell {
    let found = maps[map]
    if let index = found.keys.sortedIndex(of: key) { return found.cells[index] }
    if let rest = found.rest, rest.kind.covers(literals[key]) { return Cell(type: rest.type, mayBeMissing: true) }
    return Cell(type: nil, mayBeMissing: true)
  }

  private mutating func insert(_ type: ValueType, into node: inout Node) {
    switch type {
    case .any: node.isAny = true
    case .scalar(.bool):
      node.literals.append(add(Literal.bool(true)))
      node.literals.append(add(Literal.bool(false)))
    case .scalar(let scalar): node.scalars.append(scalar)
    case .bounded(let bound): node.bounds.append(bound)
    case .literal(let literal): node.literals.append(add(literal))
    case .reference(let table): node.references.append(table)
    case .array(let element): node.arrays.append(add(element))
    case .record(.literals(let keys), let value):
      let cell = Cell(type: add(value), mayBeMissing: true)
      node.insert(add(keys.map { (add($0), cell) }, as: type))
    case .record(let kind, let value):
      let type = add(value)
      let map = Map(rest: nodes[type].isEmpty ? nil : Rest(kind: kind, type: type))
      node.maps.append(add(map, as: .record(kind, value)))
    case .object(let members):
      // Keys first, so that counterexamples have them in the order of the schema.
      let keys = members.map { add(Literal.string($0.name.text)) }
      let cells = members.map { Cell(type: add($0.type), mayBeMissing: $0.isOptional) }
      node.insert(add(Array(zip(keys, cells)), as: type))
    case .union(let members):
      for member in members { insert(member, into: &node) }
    }
  }

  private mutating func add(_ literal: Literal) -> LiteralID {
    if let known = literalIDs[literal] { return known }
    literals.append(literal)
    literalIDs[literal] = literals.count - 1
    return literals.count - 1
  }

  /// Returns `nil` if the map type has no value, because the cell of a required key has none.
  private mutating func add(_ entries: [(key: LiteralID, cell: Cell)], as type: ValueType) -> MapID? {
    var map = Map()
    for (key, cell) in entries.sorted(by: { $0.key < $1.key }) where map.keys.last != key {
      let isEmpty = cell.type.map { nodes[$0].isEmpty } ?? true
      if isEmpty && !cell.mayBeMissing { return nil }
      if isEmpty { continue }
      map.keys.append(key)
      map.cells.append(cell)
      let isTag = !cell.mayBeMissing && cell.type.map { nodes[$0].holdsOnlyLiterals } ?? false
      if isTag { map.tags.append(key) }
    }
    return add(map, as: type)
  }

  private mutating func add(_ map: Map, as type: ValueType) -> MapID {
    if let known = mapIDs[map] { return known }
    maps.append(map)
    mapSpellings.append(type)
    mapIDs[map] = maps.count - 1
    return maps.count - 1
  }
}

extension TypeTable.Node {
  fileprivate var holdsOnlyLiterals: Bool {
    !literals.isEmpty && !isAny && scalars.isEmpty && bounds.isEmpty && references.isEmpty && arrays.isEmpty
      && maps.isEmpty
  }

  fileprivate mutating func insert(_ map: MapID?) {
    if let map { maps.append(map) }
  }

  /// Sorts, removes duplicates, and removes literals that a scalar in the same union contains.
  fileprivate mutating func normalize(_ known: [Literal]) {
    if !scalars.isEmpty { literals.removeAll { scalars.contains(known[$0].scalar) } }
    if !bounds.isEmpty { normalizeBounds(known) }
    scalars.sort { $0.rawValue < $1.rawValue }
    scalars.removeDuplicates()
    literals.sort()
    literals.removeDuplicates()
    references.sort()
    references.removeDuplicates()
    arrays.sort()
    arrays.removeDuplicates()
    maps.sort()
    maps.removeDuplicates()
  }

  /// Removes bounds and literals that another member of the union contains.
  private mutating func normalizeBounds(_ known: [Literal]) {
    bounds.sort { $0.description < $1.description }
    bounds.removeDuplicates()
    let all = bounds
    bounds.removeAll { bound in
      scalars.contains(bound.scalar) || all.contains { $0 != bound && $0.contains(bound) }
    }
    literals.removeAll { literal in bounds.contains { $0.contains(.literal(known[literal])) } }
  }
}

extension ValueType.RecordKey {
  /// Returns whether a literal is one of the infinitely many keys of this kind.
  func covers(_ literal: Literal) -> Bool {
    switch self {
    case .string: literal.scalar == .string
    case .int: literal.scalar == .int
    case .uuid, .reference, .literals: false
    }
  }
}

extension Array where Element: Equatable {
  /// Keeps one element of each run of equal ones.
  mutating func removeDuplicates() {
    guard count > 1 else { return }
    var kept = 1
    for index in 1..<count where self[index] != self[kept - 1] {
      self[kept] = self[index]
      kept += 1
    }
    removeSubrange(kept...)
  }
}

extension [Int] {
  /// Returns the index of a number in ascending numbers.
  func sortedIndex(of number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
