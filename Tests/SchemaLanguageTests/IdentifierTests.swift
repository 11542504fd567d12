// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

@Suite struct IdentifierTests {
  @Test("Two Unicode spellings of one letter are different names")
  func bothSpellingsOfEAcuteAreDifferentNames() {
    let composed: FieldName = "caf\u{e9}"
    let decomposed: FieldName = "cafe\u{301}"
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }
}
