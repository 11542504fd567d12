// Part of Bellows. MIT licence: see LICENSE.

/// Decides whether two types have a value in common, and stores each answer.
///
/// Each pair of parts at the same position is compared once, so the number of steps is bounded by the product of the
/// sizes.
struct Disjointness {
  /// The number of compared pairs of members or cells.
  private(set) var steps = 0
  private var types: [Pair: Bool] = [:]
  private var maps: [Pair: Bool] = [:]

  private struct Pair: Hashable {
    var left: Int
    var right: Int
  }

  /// Returns whether two types have no value in common.
  mutating func holds(_ left: TypeID, _ right: TypeID, in table: TypeTable) -> Bool {
    let (one, other) = (table.nodes[left], table.nodes[right])
    steps += 1
    if left == right || one.isEmpty || other.isEmpty { return one.isEmpty || other.isEmpty }
    if one.isAny || other.isAny { return false }
    // The empty array belongs to every array type.
    if !one.arrays.isEmpty && !other.arrays.isEmpty { return false }
    if one.parts.contains(where: other.parts.contains) { return false }
    if one.references.contains(where: other.references.contains) { return false }
    if one.hasLiteral(of: other, table) || other.hasLiteral(of: one, table) { return false }
    if haveCommonNumber(one.literals, other.literals) { return false }
    if one.maps.isEmpty || other.maps.isEmpty { return true }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = types[pair] { return known }
    var result = true
    for map in one.maps where result {
      for otherMap in other.maps where result { result = holdsForMaps(map, otherMap, in: table) }
    }
    types[pair] = result
    return result
  }

  /// Returns whether two map types have no value in common: under some key, no content belongs to both.
  mutating func holdsForMaps(_ left: MapID, _ right: MapID, in table: TypeTable) -> Bool {
    if left == right { return false }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = maps[pair] { return known }
    let keys = table.maps[left].keys
    let result =
      table.maps[left].tags.contains { holdsForCells(left, right, under: $0, in: table) }
      || keys.contains { holdsForCells(left, right, under: $0, in: table) }
      || table.maps[right].keys.contains { key in
        keys.sortedIndex(of: key) == nil && holdsForCells(left, right, under: key, in: table)
      }
    maps[pair] = result
    return result
  }

  private mutating func holdsForCells(
    _ left: MapID, _ right: MapID, under key: LiteralID, in table: TypeTable
  ) -> Bool {
    steps += 1
    let (one, other) = (table.cell(of: left, under: key), table.cell(of: right, under: key))
    if one.mayBeMissing && other.mayBeMissing { return false }
    guard let type = one.type, let otherType = other.type else { return true }
    return holds(type, otherType, in: table)
  }
}

extension TypeTable.Node {
  /// The scalars of which it has all values, or a part that overlaps every other part.
  fileprivate var parts: [Scalar] { bounds.isEmpty ? scalars : scalars + bounds.map(\.scalar) }

  fileprivate func hasLiteral(of other: TypeTable.Node, _ table: TypeTable) -> Bool {
    if other.scalars.isEmpty && other.bounds.isEmpty { return false }
    return literals.contains { id in
      let literal = table.literals[id]
      return other.scalars.contains(literal.scalar) || other.bounds.contains { $0.contains(.literal(literal)) }
    }
  }
}

/// Returns whether two ascending sequences have a number in common.
private func haveCommonNumber(_ left: [Int], _ right: [Int]) -> Bool {
  var (i, j) = (0, 0)
  while i < left.count && j < right.count {
    if left[i] == right[j] { return true }
    if left[i] < right[j] { i += 1 } else { j += 1 }
  }
  return false
}
