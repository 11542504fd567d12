// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

@Suite struct PrintableTests {
  @Test(
    "A text of up to 200 characters is printed completely, a longer one is cut", arguments: [0, 1, 199, 200, 201, 999])
  func lengths(_ count: Int) {
    let text = String(repeating: "é", count: count)
    #expect(printable(text) == (count > 200 ? String(repeating: "é", count: 200) + "..." : text))
  }

  @Test("Characters that a terminal would act on are escaped")
  func controls() {
    #expect(printable("a\u{1B}[2Jb\u{202E}c\u{2028}d\u{2029}e\u{0}") == #"a\u{1b}[2Jb\u{202e}c\u{2028}d\u{2029}e\u{0}"#)
    #expect(printable("größer 🎈 'x'") == "größer 🎈 'x'")
  }
}
