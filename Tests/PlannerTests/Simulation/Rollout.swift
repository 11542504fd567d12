// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

@testable import TestSupport

/// Runs a plan on a database with rows, while code of all running versions acts.
struct Rollout {
  let plan: Plan
  let stores: [StoreRules]
  let codes: [RunningCode]
  let semantics: ValueSemantics
  var interesting: [ColumnID: [Value]]

  /// - Parameter good: The semantics of the plan that the mutant was made from.
  init(_ plan: Plan, like good: ValueSemantics? = nil) {
    let plan = plan.withReferencesResolved
    self.plan = plan
    stores = StoreRules.all(of: plan)
    codes = RunningCode.all(of: plan, stores: stores)
    let own = ValueSemantics(plan, seed: 1)
    var semantics = good ?? own
    semantics.functions.lastTypes.merge(own.functions.lastTypes) { $1 }
    semantics.approved = own.approved
    self.semantics = semantics
    interesting = World.interestingValues(stores, codes)
  }

  /// Whether a column, or all that it is computed from, has only one possible value in all schemas.
  func hasOneValue(_ column: ColumnID) -> Bool {
    let links = semantics.links.filter { $0.target == column }
    return hasOneType(column) || !links.isEmpty && links.allSatisfy { $0.sources.allSatisfy(hasOneType) }
  }

  /// Whether a delete of a referenced row first deletes the row by another column with the same reference.
  func cascadesFirst(_ column: ColumnID) -> Bool {
    stores.contains { store in
      store.synced.contains { pair in
        guard pair.old == column || pair.new == column else { return false }
        return store.columns[pair.old == column ? pair.new : pair.old]?.onDelete == .cascade
      }
    }
  }

  private func hasOneType(_ column: ColumnID) -> Bool {
    let types = Set(stores.compactMap { $0.columns[column]?.type.value })
    guard types.count == 1, let type = types.first else { return false }
    return type.hasOneValue
  }

  /// Runs the plan once; the seed decides what code does meanwhile.
  func run(seed: UInt64) -> Fault? {
    var world = World(semantics: semantics, store: stores[0], sampler: Sampler(seed: seed))
    world.semantics.functions.seed = seed
    world.interesting = interesting
    world.changing = Set(plan.columnMapping.keys)
    fill(&world)
    world.moment = "before the first deploy"
    world.running = [codes[0]]
    live(&world)
    var current = 0
    var releases = [0]
    let lastRelease = plan.deploys.last(where: \.isRelease)?.number ?? 0
    for (position, deploy) in plan.deploys.enumerated() {
      if plan.isOffline { world.running = [] }
      for gate in deploy.gates where world.fault == nil {
        world.moment = "before deploy \(deploy.number)"
        pass(gate, before: deploy, position, releases, &world)
        live(&world)
      }
      guard world.fault == nil else { break }
      world.moment = "deploy \(deploy.number), schema"
      revise(&world, to: stores[position + 1])
      live(&world)
      world.moment = "deploy \(deploy.number), release"
      if deploy.isRelease {
        current = position + 1
        world.running.append(codes[current])
        live(&world)
        // Old code often runs for long.
        if world.sampler.random.happens(50) { live(&world) }
      } else if plan.isOffline, deploy.number > lastRelease {
        world.running.append(codes[current])
        live(&world)
      }
      releases.append(current)
    }
    for backfill in plan.backfills where backfill.after == plan.deploys.count { scan(backfill, &world) }
    live(&world)
    return world.fault
  }

  /// Code writes for a while; then every version reads every row.
  private func live(_ world: inout World) {
    guard world.fault == nil else { return }
    for _ in 0..<world.sampler.random.number(below: 7) { world.act() }
    world.check()
  }

  /// Rows from before the plan.
  private func fill(_ world: inout World) {
    let families = Dictionary(grouping: world.store.tables.keys) { semantics.family(of: $0) }
    for family in families.keys.sorted() {
      for _ in 0..<(1 + world.sampler.random.number(below: 3)) {
        let id = world.next
        world.next += 1
        var entity = World.Entity(family: family)
        var after = world
        for column in (families[family] ?? []).sorted().flatMap({ world.store.tables[$0] ?? [] }) {
          guard let type = world.store.columns[column]?.type else { continue }
          let choices = interesting[column]?.filter { type.contains($0) } ?? []
          var value =
            !choices.isEmpty && after.sampler.random.happens(40)
            ? after.sampler.random.pick(choices) : after.sampler.value(of: type)
          if let key = after.key(column, type, row: id) { value = key }
          after.rows[column.table, default: [:]][id, default: [:]][column] = value
          for logicalField in semantics.logicalFields[column] ?? [] where codes[0].reads.contains(column) {
            let intended = world.semantics.read(value, at: column, inOldLanguage: semantics.isOld(codes[0], column))
            entity.intended[logicalField, default: [:]][column] = intended
          }
        }
        for table in families[family] ?? [] where after.rows[table]?[id] == nil {
          after.rows[table, default: [:]][id] = [:]
        }
        after.entities[id] = entity
        let isBroken = after.store.uniques.contains { after.isBroken($0, by: id) }
        if isBroken { world.sampler = after.sampler } else { world = after }
      }
    }
  }

  /// A document store keeps tables and columns that its schema does not name: they must be empty.
  private func findLeftovers(
    _ rows: [StoredName: [Int: World.Row]], _ old: StoreRules, _ next: StoreRules, _ world: inout World
  ) {
    for table in old.tables.keys.sorted() where next.tables[table] == nil && !(rows[table] ?? [:]).isEmpty {
      world.fail(.nothingLost, "\(table) is dropped and still has rows")
    }
    for column in old.columns.keys.sorted() where next.columns[column] == nil && next.tables[column.table] != nil {
      let isLeft = (rows[column.table] ?? [:]).values.contains { $0[column].map { $0 != .absent } ?? false }
      if isLeft { world.fail(.nothingLost, "\(column) is dropped and still has values") }
    }
  }

  /// Drops and adds columns.
  private func revise(_ world: inout World, to next: StoreRules) {
    let old = world.store
    if !next.target.capabilities.dropsValues { findLeftovers(world.rows, old, next, &world) }
    for column in old.columns.keys.sorted() where next.columns[column] == nil {
      for id in world.ids(column.table) {
        let value = world.rows[column.table]?[id]?[column] ?? .absent
        world.lose(value, column, row: id, remaining: next, returns: true, because: "dropping deletes")
      }
    }
    for column in old.columns.keys where next.columns[column] == nil {
      for id in world.ids(column.table) { world.rows[column.table]?[id]?[column] = nil }
      world.backups[column] = nil
    }
    for table in old.tables.keys where next.tables[table] == nil { world.rows[table] = nil }
    world.store = next
    for (column, rules) in next.columns where old.columns[column] == nil {
      for id in world.ids(column.table) {
        let filling = next.fills(column).flatMap { $0.isConstant ? $0.stored(in: rules.type, number: 0) : nil }
        world.rows[column.table]?[id]?[column] = filling?.canonical ?? .absent
      }
    }
    let isKeyChanged = next.columns.contains { column, rules in
      old.columns[column].map { $0.isKey != rules.isKey } ?? false && !world.ids(column.table).isEmpty
    }
    if isKeyChanged { world.fail(.rowsFit, "the key changes under stored rows") }
    world.checkRows()
  }
}

extension ValueType {
  fileprivate var hasOneValue: Bool {
    switch self {
    case .literal: true
    case .scalar(let scalar): scalar == .null
    case .object(let members): members.allSatisfy { !$0.isOptional && $0.type.hasOneValue }
    case .any, .bounded, .reference, .array, .record, .union: false
    }
  }
}
