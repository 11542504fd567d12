// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

/// The README's first command, with fewer rows.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct TutorialTests {
  @Test("The tutorial runs all deploys") func itGoesAllTheWay() throws {
    let result = try BuiltProgram.run("Tutorial", ["300"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("users.fullName: done; 300 rows scanned, 300 changed"), "\(result.output)")
    #expect(result.output.contains("Grace Lovelace   user1@example.com  member  en"), "\(result.output)")
    #expect(result.output.contains("deploy 3 of 3"), "\(result.output)")
  }

  @Test("The tutorial rejects an invalid number of rows", arguments: ["-5", "many"])
  func aCountThatIsNone(word: String) throws {
    let result = try BuiltProgram.run("Tutorial", [word])
    #expect(result.status == 2 && result.output.hasPrefix("usage: Tutorial [USERS]"), "\(result.output)")
  }
}
