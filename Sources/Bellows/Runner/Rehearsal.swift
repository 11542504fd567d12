// Part of Bellows. MIT licence: see LICENSE.

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
  /// Carries out all that is left of the plans on a copy, beyond this build's deploy too.
  func rehearse(_ show: (Rehearsed) -> Void) async throws {
    let copy = try await database.copy()
    var options = options
    options.isGateless = true
    let whole = Migrations(
      schema: build.plans.last?.goal ?? build.schema, target: build.target, tables: build.tables,
      plans: build.plans.map { $0.at(deploy: $0.deploys.last?.number ?? 0) })
    let rehearsal = Runner(whole, on: copy, by: author, options: options, report: report)
    while true {
      let action = try await rehearsal.next()
      var watched: Watched?
      if case .backfill(let plan, let name) = action, let backfill = whole.plan(plan)?.backfill(name) {
        watched = try await rehearsal.watch(backfill)
      }
      switch try await rehearsal.perform(action) {
      case .done: if let watched { show(try await rehearsal.look(again: watched)) }
      case .stop: return
      }
    }
  }

  /// The first pending rows of a backfill.
  private func watch(_ backfill: Backfill) async throws -> Watched {
    let places = RowPlaces(backfill)
    let condition = both(backfill.scope, backfill.sql?.pending)
    let rows = try await database.transaction(.read) { session in
      try await session.read(
        Query(backfill.table, columns: places.columns, condition: condition, order: backfill.key, limit: 3))
    }
    return Watched(backfill: backfill, places: places, rows: rows)
  }

  private func look(again watched: Watched) async throws -> Rehearsed {
    let places = watched.places
    let changes = try await database.transaction(.read) { session in
      var changes: [Rehearsed.Change] = []
      for row in watched.rows {
        let now = try await session.read(
          Query(watched.backfill.table, columns: places.columns, filter: places.filter(row), limit: 1))
        changes.append(Rehearsed.Change(before: places.sample(row), after: now.first.map(places.sample)))
      }
      return changes
    }
    return Rehearsed(backfill: watched.backfill.name, rows: changes)
  }
}

/// Rows that are looked at before and after.
private struct Watched: Sendable {
  var backfill: Backfill
  var places: RowPlaces
  var rows: [StoredRow]
}
