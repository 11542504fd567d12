// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

@Suite struct NearestTests {
  @Test(
    "The nearest known word is suggested",
    arguments: [
      ("tabel", "table"), ("Table", "table"), ("tble", "table"), ("tablee", "table"), ("taget", "target"),
      ("ondelet", "onDelete"), ("typ", "type"), ("xyz", nil), ("t", nil), ("", nil), ("tabular", nil),
    ] as [(String, String?)])
  func wordsThatWereMeant(word: String, meant: String?) {
    #expect(nearest(to: word, among: ["table", "type", "target", "onDelete"]) == meant)
  }

  @Test("Of equally near words the first is suggested")
  func theFirstOfEquallyNearIsTaken() {
    #expect(nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(nearest(to: "hat", among: ["bat", "hat"]) == "hat")
  }

  @Test("Huge words are not compared")
  func hugeWordsAreNotCompared() {
    #expect(nearest(to: String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }
}
