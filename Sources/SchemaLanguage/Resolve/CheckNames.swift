// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Checks that a name is not reserved by Bellows, in any case, because databases may fold case.
  mutating func checkReserved(_ name: NameSyntax, _ what: String) {
    if isReserved(name.text) { report(.reservedName(name, what)) }
  }

  private func isReserved(_ name: String) -> Bool {
    guard name.utf8.first == UInt8(ascii: "_") else { return false }
    let prefix = ReservedNames.prefix.utf8
    return name.utf8.prefix(prefix.count).elementsEqual(prefix) { lowered($0) == $1 }
  }

  /// Returns whether a field of this name would collide with the key that the database assigns.
  func isAssignedKeyName(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: "_") && folded(name, target).hasSameBytes(as: ReservedNames.assignedKey.text)
  }

  /// Returns the name given by `@column` or `@table`.
  mutating func storedName(_ name: NameSyntax, _ what: String) -> StoredName? {
    if name.text.isEmpty || name.text.utf8.contains(0) {
      report(.storedName(name.range, what))
      return nil
    }
    if isReserved(name.text) { report(.reservedName(name, "stored \(what)")) }
    return StoredName(name.text)
  }

  /// Reports tables and indexes with the same name in the database, and names that the database reserves.
  mutating func checkStoredNames(_ tables: [ResolvedTable]) {
    for table in tables {
      let name = table.table.storedName
      if isRelationReserved(name.text) { report(.reservedStoredName(table.storedThing, target)) }
    }
    guard mayCollide(tables), !areDistinct(relations(tables)) else { return }
    var names: [String: StoredThing] = [:]
    for table in tables { claim(table.storedThing, in: &names) }
    guard capabilities.indexesShareTableNames else { return }
    for table in tables {
      for index in table.table.indexes {
        guard let range = table.table.range(of: index) else { continue }
        for name in table.table.storedNames(of: index, in: target) {
          claim(StoredThing(.index, index.name.text, name, range), in: &names)
        }
      }
    }
  }

  /// Returns whether any names could be equal in the database; in the language they differ.
  private func mayCollide(_ tables: [ResolvedTable]) -> Bool {
    tables.indices.contains { place in
      tables[place].table.explicitStoredName != nil || isFolded(tables[place].table.name.text)
        || (capabilities.indexesShareTableNames && !tables[place].table.indexes.isEmpty)
    }
  }

  /// Returns the names that share a namespace in a database: those of tables and, on SQL targets, of all their indexes.
  private func relations(_ tables: [ResolvedTable]) -> [String] {
    var names = tables.map(\.table.storedName.text)
    guard capabilities.indexesShareTableNames else { return names }
    for table in tables {
      names += table.table.indexes.flatMap { table.table.storedNames(of: $0, in: target).map(\.text) }
    }
    return names
  }

  /// Returns whether all names differ for the target.
  ///
  /// It is fast, and true for nearly every schema.
  private func areDistinct(_ names: [String]) -> Bool {
    var seen = Set<String>(minimumCapacity: names.count)
    return names.allSatisfy { seen.insert(folded($0, target)).inserted }
  }

  /// Reports columns of a table with the same name in the database, and names that the database reserves.
  mutating func checkColumns(_ table: ResolvedTable) {
    let fields = table.table.fields
    for place in fields.indices where isSpecial(fields[place].storedName) {
      let thing = column(place, of: table)
      if isSystemColumn(thing.stored) {
        report(.reservedStoredName(thing, target))
      } else if fields[place].isStoredElsewhere, isAssignedKeyName(thing.stored.text),
        table.table.keyFields.isEmpty
      {
        report(.assignedKeyName(NameSyntax(text: thing.stored.text, range: thing.range)))
      }
    }
    // The names of fields differ, and so do columns unless the target or an attribute changes a name.
    let mayCollide = fields.indices.contains {
      fields[$0].isStoredElsewhere || isFolded(fields[$0].name.text)
    }
    guard mayCollide, !areDistinct(fields.map(\.storedName.text)) else { return }
    var columns: [String: StoredThing] = [:]
    columns.reserveCapacity(fields.count)
    for place in fields.indices { claim(column(place, of: table), in: &columns) }
  }

  private func column(_ place: Int, of table: ResolvedTable) -> StoredThing {
    let field = table.table.fields[place]
    let syntax = table.syntax(ofField: place)
    let range = syntax?.attributes.storedNameRange ?? syntax?.name.range
    return StoredThing(.field, field.name.text, field.storedName, range ?? table.syntax.name.range)
  }

  /// Returns whether the name could be one that a database reserves.
  private func isSpecial(_ name: StoredName) -> Bool {
    name.text.utf8.first == UInt8(ascii: "_") || isSystemColumn(name)
  }

  private func isSystemColumn(_ name: StoredName) -> Bool {
    let columns = capabilities.systemColumns
    return !columns.isEmpty && columns.contains(name)
  }

  /// Returns whether the target could treat the name as equal to a different one.
  private func isFolded(_ name: String) -> Bool {
    switch capabilities.nameComparison {
    case .withoutASCIICase: name.utf8.contains { lowered($0) != $0 }
    case .firstBytes(let count): name.utf8.count > count
    case .bytes: false
    }
  }

  private mutating func claim(_ thing: StoredThing, in names: inout [String: StoredThing]) {
    let key = folded(thing.stored.text, target)
    guard let first = names.updateValue(thing, forKey: key) else { return }
    names[key] = first
    // String keys treat both encodings of é as equal, and databases do not.
    if key.hasSameBytes(as: folded(first.stored.text, target)) {
      report(.duplicateStoredName(thing, first: first, target))
    }
  }

  private func isRelationReserved(_ name: String) -> Bool {
    capabilities.reservedTablePrefix.map { folded(name, target).utf8.starts(with: $0.utf8) } ?? false
  }
}

/// Something that has a name in the database.
struct StoredThing {
  var kind: Kind
  var name: String
  var stored: StoredName
  var range: SourceRange

  enum Kind: String {
    case table, field, index
  }

  init(_ kind: Kind, _ name: String, _ stored: StoredName, _ range: SourceRange) {
    self.kind = kind
    self.name = name
    self.stored = stored
    self.range = range
  }
}

extension ResolvedTable {
  fileprivate var storedThing: StoredThing {
    StoredThing(
      .table, table.name.text, table.storedName, syntax.attributes.storedNameRange ?? syntax.name.range)
  }
}

extension [AttributeSyntax] {
  /// The position of `@column` or `@table`.
  fileprivate var storedNameRange: SourceRange? {
    first { attribute in
      switch attribute.kind {
      case .column, .table: true
      case .key, .was, .from, .stored, .onDelete, .deprecated: false
      }
    }?.range
  }
}
