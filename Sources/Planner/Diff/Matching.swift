// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Matches old declarations with new ones: by name, then by `@was`, then by stored name.
///
/// Tables and fields share this algorithm, so that a rename has the same rules for both.
struct Matching<Element> {
  var pairs: [(old: Element, new: Element)] = []
  var added: [Element] = []
  var removed: [Element] = []

  init<Tag>(
    old: [Element], new: [Element], name: (Element) -> Identifier<Tag>,
    previousNames: (Element) -> [Identifier<Tag>], storedName: (Element) -> StoredName,
    mayPair: (Element, Element) -> Bool = { _, _ in true }
  ) {
    var partner = partnersByName(old.map(name), new.map(name))
    for (index, element) in new.enumerated() {
      if let candidate = partner[index], !mayPair(old[candidate], element) { partner[index] = nil }
    }
    var isMatched = [Bool](repeating: false, count: old.count)
    for case let candidate? in partner { isMatched[candidate] = true }
    var unmatchedOld: [Identifier<Tag>: Int] = [:]
    for index in old.indices where !isMatched[index] { unmatchedOld[name(old[index])] = index }
    for (index, element) in new.enumerated() where partner[index] == nil && !previousNames(element).isEmpty {
      guard let previous = previousNames(element).first(where: { unmatchedOld[$0] != nil }),
        let candidate = unmatchedOld.removeValue(forKey: previous)
      else { continue }
      partner[index] = candidate
    }
    if !unmatchedOld.isEmpty {
      let byStoredName = Dictionary(unmatchedOld.map { (storedName(old[$0.value]), $0.value) }) { first, _ in first }
      for (index, element) in new.enumerated() where partner[index] == nil {
        // Only an explicit or inherited stored name identifies a declaration, not a default one.
        guard storedName(element).text != name(element).text, let candidate = byStoredName[storedName(element)],
          unmatchedOld.removeValue(forKey: name(old[candidate])) != nil
        else { continue }
        partner[index] = candidate
      }
    }
    pairs.reserveCapacity(new.count)
    for (index, element) in new.enumerated() {
      if let candidate = partner[index] { pairs.append((old[candidate], element)) } else { added.append(element) }
    }
    for index in unmatchedOld.values.sorted() { removed.append(old[index]) }
  }
}

/// Returns the index of the same old name for each new name.
///
/// Most names have the same order on both sides, and are found without a dictionary.
private func partnersByName<Tag>(_ old: [Identifier<Tag>], _ new: [Identifier<Tag>]) -> [Int?] {
  var partners = [Int?](repeating: nil, count: new.count)
  var indexes: [Identifier<Tag>: Int]?
  var expected = 0
  for (index, name) in new.enumerated() {
    if expected < old.count, old[expected] == name {
      partners[index] = expected
    } else if expected + 1 < old.count, old[expected + 1] == name {
      // The expected name was removed.
      partners[index] = expected + 1
    } else {
      let known = indexes ?? Dictionary(zip(old, old.indices), uniquingKeysWith: { _, last in last })
      indexes = known
      partners[index] = known[name]
    }
    expected = partners[index].map { $0 + 1 } ?? expected
  }
  return partners
}

func matchTables(_ old: Schema, _ new: Schema) -> Matching<Table> { matchTables(old.tables, new.tables) }

func matchTables(_ old: [Table], _ new: [Table]) -> Matching<Table> {
  Matching(old: old, new: new, name: \.name, previousNames: \.previousNames, storedName: \.storedName)
}

/// Matches the fields of one table in two schemas.
///
/// A field with a new `@from` that names other fields is a new field, even if the old table has a field of this name.
func matchFields(_ old: Table, _ new: Table) -> Matching<Field> {
  Matching(
    old: old.fields, new: new.fields, name: \.name, previousNames: \.previousNames, storedName: \.storedName
  ) { before, after in
    after.sources.isEmpty || after.sources == before.sources || after.sources == [before.name]
      || (before.type == after.type)
  }
}

extension Schema {
  /// Returns this schema with the stored names of the database, unless it gives other ones.
  ///
  /// A table or field whose stored name differs from its name keeps it until `@table` or `@column` changes it.
  package func inheritingStoredNames(from base: Schema) -> Schema {
    guard base.tables.contains(where: { $0.hasExplicitStoredNames }) else { return self }
    let partners = Dictionary(
      matchTables(base, self).pairs.map { ($0.new.name, $0.old) }, uniquingKeysWith: { first, _ in first })
    var result = self
    for index in result.tables.indices {
      guard let old = partners[tables[index].name], old.hasExplicitStoredNames else { continue }
      result.tables[index].inheritStoredNames(from: old)
    }
    return result
  }
}

extension Table {
  fileprivate var hasExplicitStoredNames: Bool {
    explicitStoredName != nil || hasColumnNames
  }

  fileprivate mutating func inheritStoredNames(from old: Table) {
    if explicitStoredName == nil { explicitStoredName = old.explicitStoredName }
    guard case .fields(var fields) = content else { return }
    let partners = Dictionary(
      matchFields(old, self).pairs.map { ($0.new.name, $0.old) }, uniquingKeysWith: { first, _ in first })
    for index in fields.indices where fields[index].explicitStoredName == nil {
      fields[index].explicitStoredName = partners[fields[index].name]?.explicitStoredName
    }
    content = .fields(fields)
  }
}
