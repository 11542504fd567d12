// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A repair that is `once` changes each row once, whatever happens between its runs.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OnceTests {
  @Test("Each row is raised once through reset, cancel, closing and reopening", arguments: Prices.Way.allCases)
  func onceThroughAll(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([100, 200, 300, 400, 500])
    let build = Prices.build(.once, way) { Prices.raised($0) }
    // The build of deploy 0 runs again: it closes what was opened since.
    let older = Migrations(schema: "s", tables: build.tables, plans: [build.all[0].at(deploy: 0)])
    let part = await scratch.run(build, ["run", "--limit", "2", "--batch-size", "1"] + way.words)
    #expect(part.status == 0, "\(part)")
    #expect(try scratch.prices == [110, 220, 300, 400, 500])
    try scratch.connection().run("INSERT INTO items (price) VALUES (1000)")
    #expect(await scratch.migrate(build, "cancel").status == 0)
    #expect(await scratch.migrate(build, "reset").status == 0)
    #expect(await scratch.run(build, ["run"] + way.words).status == 0)
    let wanted: [Int64] = [110, 220, 330, 440, 550, 1000]
    #expect(try scratch.prices == wanted)
    for words in [["reset"], ["run"], ["reset", "--only", "items"], ["run", "--batch-size", "2"]] {
      #expect(await scratch.run(build, words).status == 0)
      #expect(try scratch.prices == wanted, "\(words)")
    }
    let closed = await scratch.migrate(older, "run")
    #expect(closed.status == 0, "\(closed)")
    #expect(try scratch.rows("SELECT state FROM _bellows_backfills") == ["rescan"])
    #expect(await scratch.run(build, ["run"] + way.words).status == 0)
    #expect(try scratch.prices == wanted)
    let verified = await scratch.migrate(build, "verify", "--attest")
    #expect(verified.status == 0 && verified.output.contains(#""remaining": 0"#), "\(verified)")
  }

  @Test(
    "A ledger that is opened again does not raise a row twice",
    arguments: [["_bellows_state"], LedgerTables.all.map(\.name)])
  func adoptedAgain(_ lost: [String]) async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "run").status == 0)
    for table in lost { try scratch.connection().run("DROP TABLE \(table)") }
    let adopted = await scratch.migrate(build, "adopt")
    #expect(adopted.status == 0, "\(adopted)")
    if lost.count > 1 { #expect(adopted.output.contains("raise: counted as done"), "\(adopted)") }
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [110, 220])
    // A rollback of what only counts as done gives nothing back, and lets it run.
    if lost.count > 1 {
      #expect(await scratch.migrate(build, "rollback").status == 0)
      #expect(await scratch.migrate(build, "run").status == 0)
      #expect(try scratch.prices == [121, 242])
      #expect(try scratch.rows("SELECT count(*) FROM sqlite_schema WHERE name GLOB '_bellows_backup_*'") == ["2"])
    }
  }

  @Test("adopt --rolled back lets a repair run in a database that never had it")
  func undone() async throws {
    let scratch = try Scratch(Prices.table, "INSERT INTO items VALUES (1, 100)")
    let build = Prices.build(.once) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "adopt", "--undone", "raise").status == 0)
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [110])
  }

  @Test("A rollback gives the old prices back; rows that were written to since stay, and are not raised again")
  func rollback() async throws {
    let scratch = try await Prices.scratch([100, 200, 300, 0])
    let build = Prices.build(.once) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "run").status == 0)
    try scratch.connection().run(
      "UPDATE items SET price = 5000 WHERE _id = 2; UPDATE items SET price = 7 WHERE _id = 4")
    let back = await scratch.migrate(build, "rollback")
    #expect(back.status == 0 && back.output.contains("items: 2 rows restored; 1 row"), "\(back)")
    #expect(try scratch.prices == [100, 5000, 300, 7])
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [110, 5000, 330, 7].map { $0 == 7 ? Prices.raised(7) : $0 })
  }

  @Test("A row that the function refuses is not done until it was changed")
  func refusedRows() async throws {
    let scratch = try await Prices.scratch([100, 13, 300])
    let refusing = Prices.build(.once) { if $0 == 13 { throw RowRefused("unlucky") } else { Prices.raised($0) } }
    let held = await scratch.migrate(refusing, "run")
    #expect(held.status == 1 && held.errors.contains("1 row of items is quarantined"), "\(held)")
    #expect(try scratch.prices == [110, 13, 330])
    let build = Prices.build(.once) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [110, 14, 330])
  }

  @Test("Without growing keys or a limit it is refused before anything begins")
  func unlimited() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once, keysGrow: false) { Prices.raised($0) }
    for words in [["run"], ["dry-run"]] {
      let refused = await scratch.run(build, words)
      #expect(refused.status == 1 && refused.errors.contains("plans.limiting(\"items\", of: \"raise\""), "\(refused)")
    }
    #expect(try scratch.prices == [100, 200])
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_plans") == ["0"])
    let limited = build.limiting("items", of: "raise", to: #""price" < 150"#)
    for _ in 1...2 {
      #expect(await scratch.migrate(limited, "run").status == 0)
      #expect(await scratch.migrate(limited, "reset").status == 0)
    }
    #expect(try scratch.prices == [110, 200])
  }

  @Test("In any order of runs, resets, kills, closings and writes each old row is raised once, and no new one")
  func anyOrder() async throws {
    for seed in Thorough.seed..<Thorough.seed + UInt64(Thorough.count(sample: 25, whole: 500)) {
      var random = SeededRandom(seed: seed)
      let count = 1 + random.number(below: 12)
      let scratch = try await Prices.scratch((1...count).map { Int64($0) * 10 }, wal: random.happens(50))
      let way = random.pick(Prices.Way.allCases)
      let build = Prices.build(.once, way) { $0 + 1 }
      let older = Migrations(schema: "s", tables: build.tables, plans: [build.all[0].at(deploy: 0)])
      var wanted = Dictionary(uniqueKeysWithValues: (1...count).map { ($0, Int64($0) * 10 + 1) })
      var added = count
      var hasBegun = false
      var did: [String] = []
      for _ in 0..<random.number(below: 14) {
        switch random.number(below: 8) {
        case 0:
          _ = await scratch.run(
            build, ["run", "--resume", "--limit", "\(1 + random.number(below: 4))", "--batch-size", "2"])
          hasBegun = true
          did.append("limit")
        case 1:
          _ = await scratch.run(build, ["run", "--resume", "--batch-size", "3"] + way.words)
          hasBegun = true
          did.append("run")
        case 2:
          _ = await scratch.migrate(build, "reset")
          did.append("reset")
        case 3:
          _ = await scratch.migrate(build, "cancel")
          did.append("cancel")
        case 4:
          _ = await scratch.migrate(older, "run")
          did.append("older")
        case 5 where hasBegun:
          added += 1
          try scratch.connection().run("INSERT INTO items VALUES (\(added), 7)")
          wanted[added] = 7
          did.append("insert")
        case 6:
          var options = RunOptions()
          options.batchSize = 2
          options.resumes = true
          let flaky = Flaky(scratch.database, failing: 4 + random.number(below: 30), isAfterCommit: random.happens(50))
          _ = try? await Runner(
            build, on: flaky, by: Author(who: "test", environment: "test"), options: options
          ).run()
          hasBegun = true
          did.append("lost")
        default:
          _ = await scratch.run(build, ["run", "--resume", "--where", "_id % 2 = \(random.number(below: 2))"])
          hasBegun = true
          did.append("where")
        }
      }
      let last = await scratch.run(build, ["run", "--resume"])
      #expect(last.status == 0, "seed \(seed), \(did): \(last)")
      let found = Dictionary(
        uniqueKeysWithValues: try scratch.rows("SELECT _id || '|' || price FROM items").map { row in
          let parts = row.split(separator: "|").compactMap { Int64($0) }
          return (Int(parts[0]), parts[1])
        })
      #expect(found == wanted, "seed \(seed), \(way): \(did)")
    }
  }
}
