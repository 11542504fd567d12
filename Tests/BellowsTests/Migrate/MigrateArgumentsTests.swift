// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// The words after `migrate`.
struct MigrateArgumentsTests {
  @Test("The options of a run are parsed") func optionsOfARun() throws {
    let words = try MigrateArguments([
      "run", "--batch-size", "50", "--delay=10", "--limit", "7", "--only", "users.age", "--where", "id > 3",
      "--concurrency", "4", "--confirm", "add-age", "--resume", "--json",
    ])
    let options = words.runOptions
    #expect(words.verb == .run && words.has(.json))
    #expect(options.batchSize == 50 && options.delay == 10 && options.limit == 7 && options.concurrency == 4)
    #expect(options.only == "users.age" && options.condition == "id > 3" && options.confirmed == "add-age")
    #expect(options.resumes)
  }

  @Test(
    "A cursor is a JSON array, an int or a text",
    arguments: [
      ("17", [JSONValue.int(17)]), ("ab", ["ab"]), (#"["a", 2]"#, ["a", 2]), (#"["17"]"#, ["17"]),
    ])
  func cursors(_ word: String, _ key: [JSONValue]) throws {
    #expect(try MigrateArguments(["run", "--cursor", word]).runOptions.cursor == key)
  }

  @Test(
    "Invalid arguments are reported",
    arguments: [
      ([], "no command given"), (["rum"], "unknown command 'rum'"),
      (["run", "--bach"], "unknown option '--bach'"),
      (["status", "--limit", "3"], "'--limit' is not an option of this command, but of run"),
      (["run", "--limit"], "'--limit' needs a value: --limit ROWS"),
      (["run", "--limit", "0"], "'--limit' needs a number of at least 1, not '0'"),
      (["run", "--limit", "ten"], "not 'ten'"), (["run", "--json=x"], "'--json' takes no value"),
      (["run", "--json", "--json"], "'--json' is given twice"), (["run", "fast"], "unexpected argument 'fast'"),
      (["run", "--limit", "99999999999999999999"], "needs a number"),
      (["run", "\u{1B}[31m"], #"unexpected argument '\u{1b}[31m'"#),
    ])
  func whatIsWrongIsSaid(_ words: [String], _ sentence: String) {
    do {
      _ = try MigrateArguments(words)
      Issue.record("\(words) were accepted")
    } catch {
      #expect(error.message.contains(sentence), "\(error.message)")
      #expect(error.message.contains("usage: migrate"))
    }
  }

  @Test("Every command has help") func everyCommandHasHelp() {
    for verb in MigrateVerb.allCases {
      #expect(MigrateVerb.generalHelp.contains("  \(verb.rawValue) "))
      #expect(verb.help.contains("usage: migrate \(verb.rawValue)"))
      for option in verb.options { #expect(verb.help.contains(option.spelling), "\(verb) \(option)") }
      for line in verb.help.split(separator: "\n") { #expect(line.count <= 84, "\(line)") }
    }
  }

  @Test("An unknown command exits with status 2") func anUnknownWordIsWrongUsage() async {
    let silent = Console(output: { _ in }, errors: { _ in }, isTerminal: false, width: 80)
    let nothing = Migrations(schema: "s", plans: [])
    let status = { (words: [String]) in
      await MigrateCommand.run(
        nothing, on: NoDatabase(), environment: "test", arguments: words, console: silent)
    }
    #expect(await status(["nonsense"]) == 2)
    #expect(await status(["run", "--to", "1"]) == 2)
    #expect(await status(["--help"]) == 0)
    #expect(await status(["rollback", "-h"]) == 0)
    #expect(await status(["status"]) == 1, "the database fails")
  }
}

/// A database that cannot be reached.
private struct NoDatabase: Database {
  let name = "nowhere"

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result { throw DatabaseUnable("nowhere cannot be reached") }

}
