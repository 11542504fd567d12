// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The first rows of a backfill in a rehearsal, before and after.
struct Rehearsed: Hashable, Sendable {
  var backfill: String
  var rows: [Change]

  struct Change: Hashable, Sendable {
    var before: String
    /// `nil` when the row is gone.
    var after: String?
  }
}

extension Runner {
  /// Carries out all that is left of the plans on a copy, beyond this build's deploy too, and says how many problems there
  /// were.
  ///
  /// It does not stop at the first: rows that cannot be moved are left out of the copy, and the rest goes on.
  func rehearse(_ show: (Rehearsed) -> Void) async throws -> Int {
    let copy = try await database.copyable.copy()
    do {
      let count = try await rehearse(on: copy, show)
      await (copy as? any CopyableDatabase)?.removeCopy()
      return count
    } catch {
      await (copy as? any CopyableDatabase)?.removeCopy()
      throw error
    }
  }

  private func rehearse(on copy: any Database, _ show: (Rehearsed) -> Void) async throws -> Int {
    var options = options
    options.isGateless = true
    options.isRehearsal = true
    options.resumes = true
    options.quarantineLimit = .max
    // A plan may end with columns that keep other names than the goal's would have.
    let last = build.all.last.map { $0.deploys.last?.fingerprint ?? $0.goal }
    let whole = Migrations(
      schema: last ?? build.schema, target: build.target, tables: build.tables,
      plans: build.all.map { $0.at(deploy: $0.deploys.last?.number ?? 0) })
    let rehearsal = Runner(whole, on: copy, by: author, options: options, report: report)
    var repetition = Repetition()
    var known: Set<String> = []
    var found = 0
    while true {
      let situation = try await rehearsal.situation()
      let action = situation.action
      do {
        try repetition.refuse(situation)
        var watched: Watched?
        if case .backfill(let plan, let name) = action, let backfill = whole.plan(plan)?.backfill(name) {
          watched = try await rehearsal.watch(backfill)
        }
        switch try await rehearsal.perform(action) {
        case .done: if let watched { show(try await rehearsal.look(again: watched)) }
        case .stop: return found
        }
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        let problems = try await rehearsal.problems(with: action, error)
        // What was found at a gate is found again by the deploy behind it.
        for problem in problems where !known.contains(problem.path) {
          found += 1
          report(.problem(problem))
        }
        known.formUnion(problems.map(\.path))
        if try await rehearsal.pass(action, error) { continue }
        if case .unverified? = error as? MigrationRefused {
          report(.problem(.ended(action: action.sentence, reason: "the deploy cannot begin with such rows")))
        }
        return found
      }
    }
  }

  /// The first pending rows of a backfill.
  private func watch(_ backfill: Backfill) async throws -> Watched {
    let layout = RowLayout(backfill)
    let condition = both(backfill.scope, backfill.sql?.pending)
    let rows = try await database.transaction(.read) { session in
      try await session.read(
        Query(backfill.table, columns: layout.columns, condition: condition, order: backfill.key, limit: 3))
    }
    return Watched(backfill: backfill, layout: layout, rows: rows)
  }

  private func look(again watched: Watched) async throws -> Rehearsed {
    let layout = watched.layout
    let changes = try await database.transaction(.read) { session in
      var changes: [Rehearsed.Change] = []
      for row in watched.rows {
        let now = try await session.read(
          Query(watched.backfill.table, columns: layout.columns, filter: layout.filter(row), limit: 1))
        changes.append(Rehearsed.Change(before: layout.sample(row), after: now.first.map(layout.sample)))
      }
      return changes
    }
    return Rehearsed(backfill: watched.backfill.name, rows: changes)
  }
}

/// Rows that are looked at before and after.
private struct Watched: Sendable {
  var backfill: Backfill
  var layout: RowLayout
  var rows: [StoredRow]
}
