// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel

@testable import TestSupport

/// Gates and backfills, while code writes.
extension Rollout {
  func pass(_ gate: Gate, before deploy: Deploy, _ position: Int, _ releases: [Int], _ world: inout World) {
    switch gate {
    case .released(let number):
      guard releases.indices.contains(number), number > 0 else {
        return world.fail(.wellFormed, "a gate waits for deploy \(number)")
      }
      world.running.removeAll { $0.release < releases[number] }
    case .backup(let columns):
      for column in columns {
        guard world.store.columns[column] != nil else {
          return world.fail(.wellFormed, "a gate backs up \(column), which does not exist")
        }
        world.backups[column] = world.backups[column] ?? [:]
        for id in world.ids(column.table) {
          guard let value = world.rows[column.table]?[id]?[column] else { continue }
          world.backups[column]?[id, default: []].insert(value)
        }
      }
    case .backfilled(let name):
      guard let backfill = plan.backfills.first(where: { $0.name == name }) else {
        return world.fail(.wellFormed, "a gate waits for \(name), which does not exist")
      }
      scan(backfill, &world)
    case .verified(let paths):
      for path in paths { fix(path, deploy.schema, stores[position + 1], &world) }
    }
  }

  /// Fixes the rows that the deploy's schema does not allow.
  private func fix(_ path: SchemaPath, _ schema: Schema, _ next: StoreRules, _ world: inout World) {
    guard let table = schema.table(path.table) else { return world.fail(.wellFormed, "a gate verifies \(path)") }
    let stored = table.storedName
    for id in world.ids(stored) {
      let isBad: Bool
      switch path.part {
      case .table: isBad = false
      case .index(let name):
        guard let index = table.index(name) else { return world.fail(.wellFormed, "a gate verifies \(path)") }
        isBad = index.kind == .unique && world.isBroken(UniqueID(stored, index.paths.map(table.columnPath)), by: id)
      case .field(let names):
        guard let field = names.first.flatMap(table.field) else { return }
        let value = world.rows[stored]?[id]?[ColumnID(stored, field.storedName)]
        isBad = value.map { !field.type.contains($0) } ?? false
      case .row:
        let column = ColumnID(stored, ColumnID.wholeRow)
        let value = world.rows[stored]?[id]?[column]
        isBad = value.map { next.columns[column]?.type.contains($0) != true } ?? false
      }
      if isBad { remove(id, like: stored, &world) }
    }
  }

  /// Deletes a row from all tables with the same rows.
  private func remove(_ id: Int, like table: StoredName, _ world: inout World) {
    world.entities[id] = nil
    for other in world.rows.keys where semantics.family(of: other) == semantics.family(of: table) {
      world.rows[other]?[id] = nil
    }
  }

  /// Scans all rows, then checks that none is pending.
  func scan(_ backfill: Backfill, _ world: inout World) {
    world.moment += ", backfill \(backfill.name)"
    for column in backfill.sources + backfill.targets where world.store.columns[column] == nil {
      return world.fail(.wellFormed, "the backfill \(backfill.name) needs \(column)")
    }
    for id in world.ids(backfill.storedTable) {
      guard world.fault == nil else { return }
      convert(backfill, row: id, isLast: false, &world)
      for _ in 0..<world.sampler.random.number(below: 3) { world.act() }
      if world.sampler.random.happens(40) { world.check() }
    }
    if backfill.pending == .differs {
      // Delete rows that the original no longer has.
      for table in Set(backfill.targets.map(\.table)).subtracting([backfill.storedTable]) {
        for id in world.ids(table) where world.rows[backfill.storedTable]?[id] == nil { world.rows[table]?[id] = nil }
      }
    }
    for id in world.ids(backfill.storedTable) where world.fault == nil {
      convert(backfill, row: id, isLast: true, &world)
    }
    guard world.fault == nil else { return }
    let left = world.ids(backfill.storedTable).contains { id in
      backfill.targets.contains { isPending(backfill, $0, id, world) }
    }
    if left { world.fail(.wellFormed, "\(backfill.name) never ends") }
    world.check()
  }

  private func sources(of backfill: Backfill, _ target: ColumnID, _ id: Int, _ world: World) -> [Value] {
    let columns =
      backfill.sources.contains(target) || backfill.sources.isEmpty ? [target] : semantics.sources(of: backfill, target)
    return columns.map { world.rows[$0.table]?[id]?[$0] ?? .absent }
  }

  private func result(of backfill: Backfill, _ target: ColumnID, _ id: Int, _ world: World) -> Value? {
    var type: FieldType?
    if case .notIn(let wanted) = backfill.pending { type = wanted }
    let values = sources(of: backfill, target, id, world)
    return world.semantics.functions.apply(backfill.transform, to: values, for: target, in: type)?.canonical
  }

  private func isPending(_ backfill: Backfill, _ target: ColumnID, _ id: Int, _ world: World) -> Bool {
    let value = world.rows[target.table]?[id]?[target]
    switch backfill.pending {
    case .notIn(let type): return value.map { !type.contains($0) } ?? false
    case .differs: return value != result(of: backfill, target, id, world)
    case .present: return value.map { $0 != .absent } ?? false
    }
  }

  /// Deletes a row of one table, and keeps its copies.
  private func delete(_ id: Int, by backfill: Backfill, _ world: inout World) {
    let table = backfill.storedTable
    var remaining = world.store
    for column in world.store.tables[table] ?? [] { remaining.columns[column] = nil }
    for (column, value) in (world.rows[table]?[id] ?? [:]).sorted(by: { $0.key < $1.key }) {
      world.lose(value, column, row: id, remaining: remaining, returns: true, because: "\(backfill.name) deletes")
    }
    world.rows[table]?[id] = nil
  }

  /// Writes the targets of one row; a rejected row is tried again unless this is the last attempt.
  private func convert(_ backfill: Backfill, row id: Int, isLast: Bool, _ world: inout World) {
    let before = world
    guard world.rows[backfill.storedTable]?[id] != nil else { return }
    if backfill.transform == .unset, backfill.fields == ["*"] { return delete(id, by: backfill, &world) }
    let pending = backfill.targets.filter { isPending(backfill, $0, id, world) }
    var changed: [StoredName: World.Row] = [:]
    for target in pending {
      guard let new = result(of: backfill, target, id, world) else {
        return world.fail(.writesAccepted, "\(backfill.name) cannot be computed")
      }
      let old = world.rows[target.table]?[id]?[target] ?? .absent
      let isInPlace = backfill.sources.contains(target)
      if !isInPlace || !world.semantics.isRecoverable(old, by: backfill.transform, at: target, becoming: new) {
        var remaining = world.store
        remaining.columns[target] = nil
        world.lose(
          old, target, row: id, remaining: remaining, returns: backfill.transform == .unset,
          because: "\(backfill.name) deletes")
      }
      changed[target.table, default: [:]][target] = new
    }
    for (table, values) in changed.sorted(by: { $0.key < $1.key }) {
      let refusal =
        world.rows[table]?[id] == nil
        ? world.insert(id, into: table, values, defaulted: []) : world.update(id, in: table, values)
      switch refusal {
      case nil: break
      case .unique:
        if !isLast {
          world = before
          return
        }
        guard backfill.transform == .custom else {
          return world.fail(.writesAccepted, "\(backfill.name) writes duplicates")
        }
        // A hand-written function that writes duplicates is wrong, not the plan.
        return remove(id, like: backfill.storedTable, &world)
      case .restrict: break
      case .unexpected(let text): world.fail(.writesAccepted, "\(backfill.name): \(text)")
      }
    }
  }
}
