// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A plan that is executed on the model of Convex, with random documents, and code that writes as its contract says.
///
///     var run = ConvexRun(plan, seed: 1)
///     try run.run()
///
/// It throws if a push, a write or a query is refused, or if a value is lost.
package struct ConvexRun {
  let plan: Plan
  var samples: ConvexSamples
  var store: ConvexStore
  var memory = ConvexMemory()
  private let documents: Int
  /// The tables that the plan changes, and one other: the rest have no documents.
  private let used: Set<TableName>
  /// The columns that a version of the plan lists; all versions use the others as the schema says.
  private let listed: Set<ColumnID>

  /// - Parameter documents: The documents of each table before the plan.
  package init(_ plan: Plan, seed: UInt64, documents: Int = 8) {
    self.plan = plan
    self.documents = documents
    let schemas = [plan.base] + plan.deploys.map(\.schema) + [plan.goal]
    let names = Set(schemas.flatMap { $0.tables.map(\.name) }).sorted()
    let changed = names.filter { name in schemas.contains { $0.table(name) != plan.base.table(name) } }
    let uses = ([plan.before] + plan.deploys.map(\.code)).flatMap(\.uses)
    listed = Set(uses.flatMap { $0.reads + $0.writes }.map(\.column))
    used = Set(changed + names.filter { !changed.contains($0) }.prefix(1))
    samples = ConvexSamples(seed: seed)
    store = ConvexStore(plan.base)
  }

  package mutating func run() throws {
    for table in plan.base.tables where used.contains(table.name) {
      for _ in 0..<documents {
        let document = samples.document(of: table)
        memory.remember(document, as: try store.insert(document, into: table.name.text), in: table)
      }
    }
    try checkGoalAtOnce()
    for (index, deploy) in plan.deploys.enumerated() {
      try push(deploy, after: index == 0 ? nil : plan.deploys[index - 1])
      try use(deploy)
      for backfill in plan.backfills where backfill.after == deploy.number {
        try migrate(backfill, in: deploy)
        try use(deploy, only: backfill.storedTable)
      }
    }
    try store.push(plan.goal)
    try checkNothingIsLost()
  }

  /// Begins the push, lets the code before it write, and finishes it.
  private mutating func push(_ deploy: Deploy, after before: Deploy?) throws {
    try store.beginPush(deploy.schema)
    // What the first push meets is written by code that does not know the plan.
    if let before { try write(before) }
    try store.finishPush()
  }

  /// The code of a deploy queries, reads and writes all tables, or one.
  private mutating func use(_ deploy: Deploy, only table: StoredName? = nil) throws {
    for index in deploy.code.queries.sorted() { _ = try store.query(index.name.text, of: index.table.text) }
    try checkReads(deploy, only: table)
    try write(deploy, only: table)
    try checkReads(deploy, only: table)
  }

  private mutating func write(_ deploy: Deploy, only table: StoredName? = nil) throws {
    try insert(deploy, only: table)
    for use in deploy.code.uses where table == nil || use.writes.first?.column.table == table { try update(use) }
  }

  // MARK: The goal at once

  /// Checks that a store with documents of all kinds refuses the goal exactly when the verdict is breaking.
  ///
  /// A removed table is the exception: Convex keeps its documents, and checks them no more.
  package func checkGoalAtOnce() throws {
    for table in plan.base.tables {
      guard let goal = plan.goal.table(table.name), goal != table else { continue }
      var store = ConvexStore(plan.base)
      for document in ConvexCovering.documents(of: table) { try store.insert(document, into: table.name.text) }
      let breaking = plan.assessments.filter { $0.path.table == goal.name && $0.verdict == .breaking }
      var next = plan.base
      next.tables = plan.goal.tables
      next.externalTables = plan.goal.externalTables
      do {
        // Other tables have no documents.
        try store.push(next)
        if let assessment = breaking.first {
          throw Lost("\(assessment.path) is breaking (\(assessment.rule)), and the goal is pushed at once")
        }
      } catch let refusal as ConvexStore.Refusal where !breaking.isEmpty {
        _ = refusal
      }
    }
  }

  // MARK: Code

  /// The code of a deploy inserts documents.
  private mutating func insert(_ deploy: Deploy, only name: StoredName?) throws {
    for table in deploy.schema.tables where used.contains(table.name) && isUsed(table.storedName, by: deploy.code) {
      if let name, name != table.storedName { continue }
      let uses = deploy.code.uses.filter { use in use.writes.contains { $0.column.table == table.storedName } }
      if let row = uses.flatMap(\.writes).first(where: { $0.column.column == ColumnID.wholeRow }) {
        guard case .object(let entries) = samples.value(of: row.type.value) else { continue }
        try store.insert(entries, into: table.name.text)
        continue
      }
      guard case .fields(let fields) = table.content else {
        try store.insert(samples.document(of: table), into: table.name.text)
        continue
      }
      var document = samples.document(fields.filter { !listed.contains(ColumnID(table.storedName, $0.storedName)) })
      for use in uses { document.merge(written(by: use).compactMapValues(\.self)) { $1 } }
      try store.insert(document, into: table.name.text)
    }
  }

  /// The columns that a write of a field changes; columns of one type get one value.
  private mutating func written(by use: FieldUse) -> [String: ConvexValue?] {
    var changes: [String: ConvexValue?] = [:]
    var first: (type: FieldType, value: ConvexValue?)?
    for write in use.writes {
      let value = if let first, first.type == write.type { first.value } else { samples.stored(write.type) }
      changes.updateValue(value, forKey: write.column.column.text)
      if first == nil { first = (write.type, value) }
    }
    return changes
  }

  /// The code changes a field of one document.
  private mutating func update(_ use: FieldUse) throws {
    guard let write = use.writes.first, use.writes.allSatisfy({ $0.type == write.type }),
      write.column.column != ColumnID.wholeRow
    else { return }
    let table = write.column.table.text
    let rows = store.rows(table)
    guard !rows.isEmpty else { return }
    let row = samples.random.pick(rows)
    var changes = written(by: use)
    if let replaced = use.replaces { changes.updateValue(nil, forKey: replaced.column.text) }
    try store.patch(row.id, in: table, changes)
    memory.remember(changes[write.column.column.text] ?? nil, in: use, of: row.id)
  }

  private func isUsed(_ table: StoredName, by code: CodeVersion) -> Bool {
    let all = ([plan.before] + plan.deploys.map(\.code)).flatMap(\.tables).flatMap(\.stored)
    return !all.contains(table) || code.tables.flatMap(\.stored).contains(table)
  }

  // MARK: Migrations

  /// Runs a backfill while code writes.
  private mutating func migrate(_ backfill: Backfill, in deploy: Deploy) throws {
    let table = backfill.storedTable.text
    var run = self
    var migration = ConvexBackfill(backfill, of: plan, samples.random)
    try store.migrate(
      table,
      meanwhile: { store in
        run.store = store
        try run.write(deploy, only: backfill.storedTable)
        store = run.store
      },
      { migration.changes(of: $0) })
    memory = run.memory
    samples.random = migration.random
  }
}

/// A value that is not as it must be.
package struct Lost: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
