// Part of Bellows. MIT licence: see LICENSE.

extension MigrateSession {
  /// Runs `migrate verify`; returns `false` if a row remains.
  func showCounts() async throws -> Bool {
    let drift = try await runner.drift()
    for entry in drift {
      if arguments.has(.attest) {
        console.errors("drift: \(entry.sentence)\n")
      } else {
        let event = JSONValue.members(["event": "drift", "drift": entry.json])
        console.output(arguments.has(.json) ? event.text + "\n" : "drift: \(entry.sentence)\n")
      }
    }
    let others = try await runner.differencesFromBaseline()
    for line in others {
      let event = JSONValue.members(["event": "baseline", "difference": .string(line)])
      let text = arguments.has(.json) ? event.text + "\n" : "baseline: \(printable(line))\n"
      if arguments.has(.attest) { console.errors(text) } else { console.output(text) }
    }
    let isDrifted = arguments.has(.failOnDrift) && (drift.contains(where: \.isFinding) || !others.isEmpty)
    return try await showRows() && !isDrifted
  }

  private func showRows() async throws -> Bool {
    if arguments.has(.attest) {
      let (attestation, counts) = try await Counting(runner: runner).attest { console.errors("\($0)\n") }
      if let attestation {
        console.output(attestation)
        return true
      }
      for count in counts where count.remaining > 0 { console.errors(count.lines) }
      console.errors("migrate: error: rows remain, so nothing can be attested yet\n")
      return false
    }
    let counting = Counting(runner: runner)
    guard let ledger = try await runner.ledger(), case let plans = counting.plans(ledger), !plans.isEmpty else {
      throw MigrationRefused.nothingTo("count: no plan of this build has started here")
    }
    var counts: [GateCount] = []
    for (plan, record) in plans { counts += try await counting.counts(of: plan, at: record.deploy) }
    for count in counts { console.output(arguments.has(.json) ? count.json.text + "\n" : count.lines) }
    if counts.isEmpty, !arguments.has(.json) { console.output("nothing to count: no gate waits for rows\n") }
    return !counts.contains { $0.remaining > 0 }
  }

  /// Runs `migrate dry-run`: runs the plans on a copy, or evaluates them, and shows every failure; returns `false` if
  /// there is one.
  func showDryRun() async throws -> Bool {
    let result = try await DryRun.run(runner) { rehearsed in
      printer.end()
      for change in rehearsed.rows { show(change, of: rehearsed.backfill) }
    }
    printer.end()
    let isPart = arguments.has(.only) || arguments.has(.limit)
    if arguments.has(.json) {
      let members: KeyValuePairs<String, JSONValue> = [
        "event": "rehearsed", "problems": .count(result.problems), "complete": .bool(!isPart && result.isComplete),
      ]
      console.output(JSONValue.members(members).text + "\n")
    } else {
      let what = isPart ? "the selected rows" : "the plans"
      let end =
        switch (result.onCopy, result.problems) {
        case (true, 0): "\(what) run on a copy"
        case (true, _): "\(what) fail on a copy"
        case (false, 0): "\(what) would run" + (result.unchecked == 0 ? "" : ", except for what was not checked")
        case (false, _): "\(what) would fail"
        }
      console.output("\(end); \(runner.database.name) is unchanged\n")
    }
    return result.problems == 0
  }

  private func show(_ change: ChangedRows.Change, of backfill: String) {
    let after = change.after ?? "gone"
    console.output(
      arguments.has(.json)
        ? JSONValue.members([
          "event": "changed", "backfill": .string(backfill), "before": .string(change.before),
          "after": .text(change.after),
        ]).text + "\n"
        : ShownValues.areShown
          ? "  \(printable(change.before)) -> \(printable(after))\n" : "  \(printable(change.before))\n")
  }
}

extension GateCount {
  /// The numbers of all rows and of the remaining ones, and the first of the remaining ones.
  fileprivate var lines: String {
    let state = remaining == 0 ? "none left" : "\(grouped(remaining)) left"
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
