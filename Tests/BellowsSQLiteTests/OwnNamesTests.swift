// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

@testable import Bellows

@Suite struct OwnNamesTests {
  @Test("Names that the runtime creates begin as the compiler reserves them")
  func prefixes() {
    #expect(OwnNames.prefix == ReservedNames.prefix)
    #expect(OwnNames.rebuilt("users") == ReservedNames.rebuilt("users").text)
    let names = LedgerTables.all.map(\.name) + [OwnNames.backup(1), OwnNames.savepoint, OwnNames.Function.value]
    for name in names { #expect(name.hasPrefix(ReservedNames.prefix)) }
  }
}
