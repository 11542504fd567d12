// Part of Bellows. MIT licence: see LICENSE.

/// Returns the name of an index in a database, where the indexes of all tables share a namespace: `users_by_email`.
package func storedIndexName(_ table: StoredName, _ index: IndexName) -> StoredName {
  StoredName(table.text + "_" + index.text)
}

extension Table {
  /// Returns the names that an index uses in the database: SQLite has several tables for each search index.
  package func storedNames(of index: Index, in target: Target) -> [StoredName] {
    let name = storedIndexName(storedName, index.name)
    guard index.kind == .search else { return [name] }
    return target.capabilities.searchIndexParts.map { StoredName(name.text + $0) }
  }

  /// Returns the names that the table and, on SQL targets, its indexes use in the database, each with its index.
  ///
  /// - Parameter lengths: Names that the target compares by a number of bytes that is not in this set are left out.
  package func relations(
    in target: Target, ofLengths lengths: Set<Int>? = nil
  ) -> [(index: IndexName?, name: StoredName)] {
    let capabilities = target.capabilities
    func mayHave(_ length: Int) -> Bool {
      guard let lengths else { return true }
      switch capabilities.nameComparison {
      case .bytes, .withoutASCIICase: return lengths.contains(length)
      // A longer name is truncated, perhaps by some bytes more so that no character is split.
      case .firstBytes(let limit): return length > limit || lengths.contains(length)
      }
    }
    let own = storedName
    var result: [(index: IndexName?, name: StoredName)] = mayHave(own.text.utf8.count) ? [(nil, own)] : []
    guard capabilities.indexesShareTableNames else { return result }
    for index in indexes {
      let length = own.text.utf8.count + 1 + index.name.text.utf8.count
      let parts = index.kind == .search ? capabilities.searchIndexParts : [""]
      guard parts.contains(where: { mayHave(length + $0.utf8.count) }) else { continue }
      result += storedNames(of: index, in: target).map { (index.name, $0) }
    }
    return result
  }
}

/// Returns a name in the form that the target compares: SQLite ignores the case of ASCII letters, PostgreSQL truncates
/// names to 63 bytes.
package func folded(_ name: String, _ target: Target) -> String {
  switch target.capabilities.nameComparison {
  case .bytes: return name
  case .withoutASCIICase:
    guard name.utf8.contains(where: { lowered($0) != $0 }) else { return name }
    return String(decoding: name.utf8.map(lowered), as: UTF8.self)
  case .firstBytes(let count): return name.cut(after: count)
  }
}

extension String {
  /// Returns the longest prefix of at most `length` bytes that does not split a character.
  package func cut(after length: Int) -> String {
    guard utf8.count > length else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: length)
    while utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}

/// Returns an ASCII letter in lower case, and every other byte unchanged.
package func lowered(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
