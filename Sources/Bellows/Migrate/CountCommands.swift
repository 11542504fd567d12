// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// `migrate verify`: `false` when something remains.
  func showCounts(_ words: MigrateArguments, _ console: Console) async throws -> Bool {
    if words.has(.attest) {
      let (attestation, counts) = try await attest()
      if let attestation {
        console.output(attestation)
        return true
      }
      for count in counts where count.remaining > 0 { console.errors(count.lines) }
      console.errors("migrate: error: rows remain, so there is nothing to attest yet\n")
      return false
    }
    guard let ledger = try await ledger(), let record = ledger.plan, let plan = build.plan(record.name) else {
      throw MigrationRefused.nothingTo("count: no plan of this build was begun here")
    }
    let counts = try await counts(of: plan, at: record.deploy)
    for count in counts { console.output(words.has(.json) ? count.json.text + "\n" : count.lines) }
    if counts.isEmpty, !words.has(.json) { console.output("nothing to count: no gate waits for rows\n") }
    return !counts.contains { $0.remaining > 0 }
  }

  /// `migrate dry-run`: what would fail fails here, with its reason; `false` when something would.
  func showRehearsal(_ words: MigrateArguments, _ printer: RunPrinter, _ console: Console) async throws -> Bool {
    let problems = try await rehearse { rehearsed in
      printer.end()
      for change in rehearsed.rows {
        let after = change.after ?? "gone"
        console.output(
          words.has(.json)
            ? JSONValue.members([
              "event": "changed", "backfill": .string(rehearsed.backfill), "before": .string(change.before),
              "after": .text(change.after),
            ]).text + "\n"
            : "  \(printable(change.before)) -> \(printable(after))\n")
      }
    }
    printer.end()
    if words.has(.json) {
      console.output(JSONValue.members(["event": "rehearsed", "problems": .count(problems)]).text + "\n")
    } else {
      let result = problems == 0 ? "rehearsed on a copy" : "rehearsed on a copy, which would not go through"
      console.output("\(result); \(database.name) is as it was\n")
    }
    return problems == 0
  }
}

extension GateCount {
  /// How many rows there are, how many remain, and the first of these.
  fileprivate var lines: String {
    let state = remaining == 0 ? "nothing remains" : "\(grouped(remaining)) remain"
    let counts = rows > 0 && rows >= remaining ? "\(Bellows.rows(rows)), \(state)" : state
    return (["\(name): \(counts)"] + samples.map { "  " + printable($0) }).joined(separator: "\n") + "\n"
  }

  fileprivate var json: JSONValue {
    .members([
      "event": "counted", "name": .string(name), "rows": .count(rows), "remaining": .count(remaining),
      "samples": .texts(samples),
    ])
  }
}
