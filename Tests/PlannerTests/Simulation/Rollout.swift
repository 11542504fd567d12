// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport

/// A plan that is carried out, moment by moment, on a database with rows while code of all running versions acts.
struct Rollout {
  let plan: Plan
  let stores: [StoreRules]
  let codes: [RunningCode]
  let meaning: Meaning
  var interesting: [ColumnID: [Value]]

  /// - Parameter good: the plan that this one was made from: what values mean is the same in both.
  init(_ plan: Plan, like good: Meaning? = nil) {
    let plan = plan.withReferencesResolved
    self.plan = plan
    stores = StoreRules.all(of: plan)
    codes = RunningCode.all(of: plan, stores: stores)
    let own = Meaning(plan, seed: 1)
    var meaning = good ?? own
    meaning.functions.lastTypes.merge(own.functions.lastTypes) { $1 }
    meaning.consented = own.consented
    self.meaning = meaning
    interesting = Self.interestingValues(plan, stores, codes)
  }

  /// Whether all that any schema lets a column hold is one value, or none.
  func hasOneValue(_ column: ColumnID) -> Bool {
    let types = Set(stores.compactMap { $0.columns[column]?.type.value })
    guard types.count == 1, let type = types.first else { return false }
    return switch type {
    case .literal: true
    case .object(let members): members.isEmpty
    case .any, .scalar, .reference, .array, .record, .union: false
    }
  }

  /// Values that one type of a column has and another does not: chosen more often, since they show mistakes.
  private static func interestingValues(
    _ plan: Plan, _ stores: [StoreRules], _ codes: [RunningCode]
  ) -> [ColumnID: [Value]] {
    var types: [ColumnID: Set<FieldType>] = [:]
    for store in stores { for (column, rules) in store.columns { types[column, default: []].insert(rules.type) } }
    for code in codes {
      for use in code.uses.flatMap({ $0.reads + $0.writes }) { types[use.column, default: []].insert(use.type) }
    }
    var found: [ColumnID: [Value]] = [:]
    for (column, types) in types {
      var values: Set<Value> = []
      for one in types {
        for other in types where one != other {
          if case .refused(let witness) = one.containment(in: other, budget: 2_000) { values.insert(witness.canonical) }
        }
      }
      found[column] = values.sorted { "\($0)" < "\($1)" }
    }
    return found
  }

  /// Carries the plan out once; the seed decides everything that happens meanwhile.
  func run(seed: UInt64) -> Fault? {
    var world = World(meaning: meaning, store: stores[0], sampler: Sampler(seed: seed))
    world.meaning.functions.seed = seed
    world.interesting = interesting
    world.changing = Set(plan.meanings.keys)
    fill(&world)
    world.moment = "before the first deploy"
    world.running = [codes[0]]
    live(&world)
    var current = 0
    var releases = [0]
    let lastRelease = plan.deploys.last(where: \.isRelease)?.number ?? 0
    for (place, deploy) in plan.deploys.enumerated() {
      if plan.isTogether { world.running = [] }
      for gate in deploy.gates where world.fault == nil {
        world.moment = "before deploy \(deploy.number)"
        pass(gate, before: deploy, place, releases, &world)
        live(&world)
      }
      guard world.fault == nil else { break }
      world.moment = "deploy \(deploy.number), schema"
      revise(&world, to: stores[place + 1])
      live(&world)
      world.moment = "deploy \(deploy.number), release"
      if deploy.isRelease {
        current = place + 1
        world.running.append(codes[current])
        live(&world)
        // Old code often goes on for long.
        if world.sampler.random.happens(50) { live(&world) }
      } else if plan.isTogether, deploy.number > lastRelease {
        world.running.append(codes[current])
        live(&world)
      }
      releases.append(current)
    }
    for backfill in plan.backfills where backfill.after == plan.deploys.count { walk(backfill, &world) }
    live(&world)
    return world.fault
  }

  /// Code does as it likes for a while, and then everybody reads everything.
  private func live(_ world: inout World) {
    guard world.fault == nil else { return }
    for _ in 0..<world.sampler.random.number(below: 7) { world.act() }
    world.check()
  }

  /// Rows from before the plan.
  private func fill(_ world: inout World) {
    let families = Dictionary(grouping: world.store.tables.keys) { meaning.family(of: $0) }
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
          for truth in meaning.truths[column] ?? [] where codes[0].reads.contains(column) {
            let meant = world.meaning.read(value, at: column, inOldLanguage: meaning.isOld(codes[0], column))
            entity.meant[truth, default: [:]][column] = meant
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

  /// A store that enforces nothing deletes nothing: what a schema no longer names must be gone before.
  private func findLeftovers(
    _ rows: [StoredName: [Int: World.Row]], _ old: StoreRules, _ next: StoreRules, _ world: inout World
  ) {
    for table in old.tables.keys.sorted() where next.tables[table] == nil && !(rows[table] ?? [:]).isEmpty {
      world.fail(.nothingLost, "\(table) is called gone and has rows")
    }
    for column in old.columns.keys.sorted() where next.columns[column] == nil && next.tables[column.table] != nil {
      let isLeft = (rows[column.table] ?? [:]).values.contains { $0[column].map { $0 != .absent } ?? false }
      if isLeft { world.fail(.nothingLost, "\(column) is called gone and has values") }
    }
  }

  /// The store takes up a schema: columns go with what is in them, others come.
  private func revise(_ world: inout World, to next: StoreRules) {
    let old = world.store
    if !next.target.isSQL { findLeftovers(world.rows, old, next, &world) }
    for column in old.columns.keys.sorted() where next.columns[column] == nil {
      for id in world.ids(column.table) {
        let value = world.rows[column.table]?[id]?[column] ?? .absent
        world.lose(value, column, row: id, remaining: next, because: "dropping takes")
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
