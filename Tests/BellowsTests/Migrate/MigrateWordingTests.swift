// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// Sentences, bars and files that `migrate` prints.
struct MigrateWordingTests {
  private let progress = RunEvent.Progress(
    backfill: "users.age", total: 1_000_000, scanned: 420_000, changed: 1, quarantined: 0)

  @Test("Numbers, sizes and rows are formatted for readers") func numbers() {
    #expect([0, 999, 1000, 1_234_567, -1000].map(grouped) == ["0", "999", "1,000", "1,234,567", "-1,000"])
    #expect(
      [1, 999, 1000, 1_250_000, 3_000_000_000].map(byteCount) == [
        "1 byte", "999 bytes", "1.0 KB", "1.2 MB", "3.0 GB",
      ])
    #expect(rows(1) == "1 row" && rows(1042) == "1,042 rows")
  }

  @Test("The progress bar fits the width of the terminal") func theBarFitsItsLine() {
    let speed = Speed(rows: 400_000, seconds: 2)
    #expect(
      bar(progress, speed, width: 100)
        == "users.age [##############--------------------] 42 %  420,000 of 1,000,000, 200,000 rows/s, 3 s left")
    for width in [10, 40, 72, 80, 120, 400] { #expect(bar(progress, speed, width: width).count < width) }
    let done = RunEvent.Progress(backfill: "b", total: 0, scanned: 0, changed: 0, quarantined: 3)
    #expect(bar(done, Speed(rows: 0, seconds: 0), width: 100).contains("100 %"))
    #expect(bar(done, Speed(rows: 0, seconds: 0), width: 100).hasSuffix("3 quarantined"))
  }

  @Test("The remaining time is estimated from the speed") func timeLeft() {
    #expect(Speed(rows: 100, seconds: 1).left(1000) == "10 s left")
    #expect(Speed(rows: 100, seconds: 1).left(60_000) == "10 min left")
    #expect(Speed(rows: 1, seconds: 1).left(8000) == "2 h left")
    #expect(Speed(rows: 0, seconds: 1).left(1) == nil)
  }

  @Test("Without a terminal, progress is printed after each tenth of the rows") func plainLinesComeEveryTenth() {
    let printed = Lines()
    let printer = RunPrinter(printed.console(isTerminal: false), isJSON: false)
    printer.print(.began(backfill: "b", total: 100, scanned: 0))
    for scanned in 1...100 {
      printer.print(.progressed(.init(backfill: "b", total: 100, scanned: scanned, changed: scanned, quarantined: 0)))
    }
    printer.print(.finished(.init(backfill: "b", total: 100, scanned: 100, changed: 100, quarantined: 0)))
    #expect(printed.lines.count == 11)
    #expect(printed.lines.first == "b: 100 rows to scan")
    #expect(printed.lines.last == "b: done; 100 rows scanned, 100 changed")
  }

  @Test("JSON output has one object in each line") func jsonIsAnObjectALine() throws {
    let printed = Lines()
    let printer = RunPrinter(printed.console(isTerminal: true), isJSON: true)
    let events: [RunEvent] = [
      .created(tables: 1), .adopted(plan: nil, deploy: 0), .entered(plan: "p", deploy: 1, of: 2, phase: .widen),
      .backupAnnounced(table: "t", columns: ["a"], bytes: 3), .backedUp(table: "t", columns: ["a"], rows: 3),
      .began(backfill: "b", total: 1, scanned: 0), .progressed(progress), .finished(progress),
      .counted(name: "b", rows: 1, remaining: 0), .gatesInvalidated(plan: "p", deploy: 1),
      .released(plan: "p", deploy: 1),
      .resumed, .rolledBack(plan: "p", deploy: 1), .restored(table: "t", rows: 1, touched: [[1]], backup: "i"),
    ]
    for event in events { printer.print(event) }
    #expect(printed.lines.count == events.count)
    for line in printed.lines {
      guard case .object(let object) = try JSONValue(text: line) else {
        Issue.record("\(line) is no object")
        continue
      }
      #expect(object["event"] != nil)
    }
  }

  @Test("The text of an attestation is the file that bellows advance reads") func anAttestationIsWhatIsFiled() {
    var record = NextActionTests.plan.record(at: 1, released: 1)
    (record.name, record.schema) = ("add-age", "9f")
    let counts = [GateCount(name: "users.age", rows: 1042, remaining: 0)]
    let text = attestation(
      of: [PlanAttestation(record: record, isReleased: true, counts: counts)], environment: "production",
      database: #"a"b"#, time: "2026-03-02T10:11:12Z")
    #expect(
      text == """
        {
          "format": "bellows-attestation/2",
          "environment": "production",
          "database": "a\\"b",
          "time": "2026-03-02T10:11:12Z",
          "plans": [
            {
              "plan": "add-age",
              "deploy": 1,
              "schema": "9f",
              "released": true,
              "counts": [
                { "name": "users.age", "rows": 1042, "remaining": 0 }
              ]
            }
          ]
        }

        """)
  }

  @Test("The sentence of every next action names the command") func everyNextSaysWhoDoesWhat() {
    let index = GatePosition(deploy: 2, index: 0)
    let actions: [NextAction] = [
      .create, .adopt, .schema(plan: "p", deploy: 1), .release(plan: "p", deploy: 1), .backUp(plan: "p", gate: index),
      .backfill(plan: "p", name: "b"), .verify(plan: "p", gate: index), .advance(plan: "p", deploy: 2),
      .done(plan: nil), .done(plan: "p"), .ahead(plan: "p", deploy: 1, compatibility: .compatible),
      .ahead(plan: "p", deploy: 1, compatibility: .compatibleAfterInvalidation),
      .ahead(plan: "p", deploy: 1, compatibility: .incompatible),
      .cancelled("anna"), .refused(.notAdopted),
    ]
    #expect(Set(actions.map(\.sentence)).count == actions.count)
    for action in actions {
      let says = ["migrate ", "bellows ", "nothing", "fix this first"].contains { action.sentence.contains($0) }
      #expect(says, "\(action.sentence)")
    }
  }
}

/// The lines that were printed.
private final class Lines: @unchecked Sendable {
  // Unchecked: one test, one thread.
  private var text = ""

  var lines: [String] { text.split(separator: "\n").map(String.init) }

  func console(isTerminal: Bool) -> Console {
    Console(output: { self.text += $0 }, errors: { _ in }, isTerminal: isTerminal, width: 80)
  }
}
