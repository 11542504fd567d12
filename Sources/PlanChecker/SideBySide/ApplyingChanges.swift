// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Schema {
  /// Returns this schema with the differences between two others: what they have in common stays as it is here.
  ///
  /// - Parameter onlyKnown: Whether an element that is here otherwise than in the first of them stays, too.
  package func applying(from old: Schema, to new: Schema, onlyKnown: Bool = false) -> Schema {
    var tables = tables
    for (before, after) in new.tables(changedSince: old) where before != after {
      let index = tables.firstIndex { $0.name == (before ?? after)?.name }
      switch (index, before, after) {
      case (let index?, let before?, let after?):
        tables[index] = tables[index].applying(from: before, to: after, onlyKnown)
      case (let index?, let before, nil):
        if !onlyKnown || before.map(tables[index].means) == true { tables.remove(at: index) }
      case (let index?, nil, let after?): if !onlyKnown { tables[index] = after }
      case (nil, let before, let after?): if !onlyKnown || before == nil { tables.append(after) }
      case (nil, _, nil): break
      }
    }
    let external = externalTables.filter { table in
      !old.externalTables.contains(table) || new.externalTables.contains(table)
    }
    let added = new.externalTables.filter { table in
      !old.externalTables.contains(table) && !external.contains { $0.name == table.name }
    }
    return Schema(target: target, tables: tables, externalTables: external + added)
  }
}

extension Table {
  fileprivate func applying(from old: Table, to new: Table, _ onlyKnown: Bool) -> Table {
    guard old.storedName == new.storedName, case .fields(let before) = old.content,
      case .fields(let after) = new.content, case .fields(var fields) = content
    else {
      if old.content == new.content, old.storedName == new.storedName {
        return applyingIndexes(from: old, to: new, onlyKnown)
      }
      return onlyKnown && !means(old) ? self : new
    }
    fields.apply(from: before, to: after, by: \.name, onlyKnown, means: { $0.means($1) }) {
      $0.applying(from: $1, to: $2)
    }
    // While both names are there, nothing was renamed yet: one plan may be at a deploy before the renaming of another.
    let names = Set(fields.map(\.name))
    for index in fields.indices { fields[index].previousNames.removeAll(where: names.contains) }
    var table = self
    table.content = .fields(fields)
    return table.applyingIndexes(from: old, to: new, onlyKnown)
  }

  private func applyingIndexes(from old: Table, to new: Table, _ onlyKnown: Bool) -> Table {
    var table = self
    table.indexes.apply(from: old.indexes, to: new.indexes, by: \.name, onlyKnown, means: ==) { $2 }
    return table
  }

  /// Whether the table has the same fields and indexes as another one, apart from what only readers see.
  fileprivate func means(_ other: Table) -> Bool {
    guard case .fields(let one) = content, case .fields(let two) = other.content else { return self == other }
    return one.count == two.count && zip(one, two).allSatisfy { $0.means($1) } && indexes == other.indexes
      && storedName == other.storedName
  }
}

extension Field {
  /// Returns the field with the differences between two others: what only readers see stays where these agree.
  fileprivate func applying(from old: Field, to new: Field) -> Field {
    var result = new
    if new.means(old) {
      result = self
      result.previousNames = new.previousNames
      result.sources = new.sources
      result.literalRenames = new.literalRenames
      result.memberRenames = new.memberRenames
    }
    result.documentation = old.documentation == new.documentation ? documentation : new.documentation
    result.deprecation = old.deprecation == new.deprecation ? deprecation : new.deprecation
    return result
  }

  /// Whether the field is the same as another one, apart from what only readers and the planner see.
  func means(_ other: Field) -> Bool {
    var (one, two) = (self, other)
    for path in [\Field.previousNames, \Field.sources] {
      one[keyPath: path] = []
      two[keyPath: path] = []
    }
    one.literalRenames = two.literalRenames
    one.memberRenames = two.memberRenames
    one.documentation = two.documentation
    one.deprecation = two.deprecation
    return one == two
  }
}

extension Array where Element: Equatable {
  /// Applies the differences between two lists of named elements; what they have in common stays as it is here.
  ///
  /// A new element comes after the one that it follows in the new list.
  ///
  /// - Parameters:
  ///   - onlyKnown: Whether elements that are not those of the old list stay.
  ///   - means: Returns whether two elements are the same, apart from what only readers see.
  ///   - change: Returns an element with the differences between the old and the new one.
  fileprivate mutating func apply<Name: Hashable>(
    from old: [Element], to new: [Element], by name: KeyPath<Element, Name>,
    _ onlyKnown: Bool, means: (Element, Element) -> Bool, _ change: (Element, Element, Element) -> Element
  ) {
    let before = Dictionary(old.map { ($0[keyPath: name], $0) }, uniquingKeysWith: { first, _ in first })
    func mayChange(_ element: Element) -> Bool {
      !onlyKnown || before[element[keyPath: name]].map { means($0, element) } ?? false
    }
    let gone = Set(before.keys).subtracting(new.map { $0[keyPath: name] })
    removeAll { gone.contains($0[keyPath: name]) && mayChange($0) }
    for (index, element) in new.enumerated() where !old.contains(element) {
      if let place = firstIndex(where: { $0[keyPath: name] == element[keyPath: name] }) {
        guard mayChange(self[place]) else { continue }
        let old = before[element[keyPath: name]]
        self[place] = old.map { change(self[place], $0, element) } ?? element
        continue
      }
      // What is gone here stays so, unless it really changes.
      if let old = before[element[keyPath: name]], onlyKnown || means(old, element) { continue }
      var place = 0
      for other in new[..<index].reversed() {
        guard let before = firstIndex(where: { $0[keyPath: name] == other[keyPath: name] }) else { continue }
        place = before + 1
        break
      }
      insert(element, at: place)
    }
  }
}
