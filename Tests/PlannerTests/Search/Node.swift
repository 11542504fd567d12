// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

@testable import PlanChecker
@testable import PlanModel
@testable import Planner

/// A moment of a rollout under search, after some deploys.
struct Node {
  var replay: Replay
  /// For each change, its place among what the store, and the code, could have because of it.
  var stores: [Int]
  var codes: [Int]
  var deploys: [Deploy] = []
  var backfills: [Backfill] = []
  /// For each deploy, the one that released the code which is current when it is done.
  var releases = [0]
  /// The choices of each running version, oldest first.
  var running: [Version]
  /// Whether the code released last runs beside older code.
  var hasUngated = false

  struct Version: Hashable {
    var release: Int
    var codes: [Int]
  }

  /// What tells two nodes apart.
  struct State: Hashable {
    var stores: [Int]
    var running: [[Int]]
    var isBaseRunning: Bool
    var contents: StoredContents
    var stale: StaleCopies
    var uniques: UniqueConstraints
  }

  var state: State {
    State(
      stores: stores, running: running.map(\.codes), isBaseRunning: running.first?.release == 0,
      contents: replay.state.contents, stale: replay.state.stale, uniques: replay.state.uniques)
  }

  /// Passes one more gate of the deploy that comes next.
  mutating func pass(_ gate: Gate, _ backfills: [String: Backfill] = [:]) {
    guard var deploy = deploys.last else { return }
    deploy.gates = [gate]
    replay.pass(gatesOf: deploy, backfills: backfills, releases: releases)
    deploys[deploys.count - 1].gates.append(gate)
  }
}

extension Plan {
  /// The plan in a few lines, for a failure.
  var outline: String { deploys.map(\.outline).joined(separator: "\n") }
}

extension Deploy {
  fileprivate var outline: String {
    let uses = code.uses.map { use in
      let reads = use.reads.map { "\($0.column.column): \($0.type)" }
      return "\(use.field) reads \(reads) writes \(use.writes.map { "\($0.column.column): \($0.type)" })"
    }
    let tables = schema.tables.map { table in
      let fields = table.fields.map { "\($0.storedName): \($0.type)\($0.defaultValue.map { " = \($0)" } ?? "")" }
      return "\(table.name) { \(fields.joined(separator: ", "))"
        + table.indexes.map { " \($0.kind) \($0.name)" }.joined()
        + " }"
    }
    return """
      \(number) \(isRelease ? "R" : "S") \(gates)
          store \(tables) in step \(synced.map { "\($0.old) \($0.new)" })
          code \(uses) respects \(code.respects) queries \(code.queries) relinquishes \(code.relinquishes) \
      tables \(code.tables.map { $0.stored.map(\.text) })
      """
  }
}
