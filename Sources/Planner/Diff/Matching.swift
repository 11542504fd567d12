// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Which old declarations became which new ones: by name, else by `@was`, else because both stand under one stored name.
///
/// One algorithm for tables and fields, so that a rename means the same for both.
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
        // A default stored name says nothing: only what was written on purpose, or inherited, pairs two names.
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

/// For each new name, the place of the same old one.
///
/// Most names stand in the same order on both sides, and are found where the one before was: only for others is there a
/// dictionary.
private func partnersByName<Tag>(_ old: [Identifier<Tag>], _ new: [Identifier<Tag>]) -> [Int?] {
  var partners = [Int?](repeating: nil, count: new.count)
  var places: [Identifier<Tag>: Int]?
  var expected = 0
  for (index, name) in new.enumerated() {
    if expected < old.count, old[expected] == name {
      partners[index] = expected
    } else if expected + 1 < old.count, old[expected + 1] == name {
      // What stood there is gone.
      partners[index] = expected + 1
    } else {
      let known = places ?? Dictionary(zip(old, old.indices), uniquingKeysWith: { _, last in last })
      places = known
      partners[index] = known[name]
    }
    expected = partners[index].map { $0 + 1 } ?? expected
  }
  return partners
}

/// The tables of two schemas.
func matchTables(_ old: Schema, _ new: Schema) -> Matching<Table> { matchTables(old.tables, new.tables) }

/// As above, for those of their tables that are not the same.
func matchTables(_ old: [Table], _ new: [Table]) -> Matching<Table> {
  Matching(old: old, new: new, name: \.name, previousNames: \.previousNames, storedName: \.storedName)
}

/// The fields of one table in two schemas.
///
/// A field that says `@from` other fields than itself, and did not before, is a new one even if its name is old.
func matchFields(_ old: Table, _ new: Table) -> Matching<Field> {
  Matching(
    old: old.fields, new: new.fields, name: \.name, previousNames: \.previousNames, storedName: \.storedName
  ) { before, after in
    after.sources.isEmpty || after.sources == before.sources || after.sources == [before.name]
      || (before.type == after.type)
  }
}

extension Schema {
  /// This schema with the stored names that it leaves open taken from what the database has.
  ///
  /// A table or field that stands under another name than its own stays there until `@table` or `@column` moves it.
  package func inheritingStoredNames(from base: Schema) -> Schema {
    guard base.tables.contains(where: { $0.hasOddStoredNames }) else { return self }
    let partners = Dictionary(
      matchTables(base, self).pairs.map { ($0.new.name, $0.old) }, uniquingKeysWith: { first, _ in first })
    var result = self
    for index in result.tables.indices {
      guard let old = partners[tables[index].name], old.hasOddStoredNames else { continue }
      result.tables[index].inheritStoredNames(from: old)
    }
    return result
  }
}

extension Table {
  fileprivate var hasOddStoredNames: Bool {
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
