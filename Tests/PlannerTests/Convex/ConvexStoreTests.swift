// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

/// Plans for Convex, carried out on a model of it with random documents and code.
@Suite struct ConvexStoreTests {
  @Test("Every push of a plan is accepted in its order, and a safe goal at once")
  func randomPlans() throws {
    var planned = 0
    for seed in 0..<UInt64(Thorough.count(sample: 300, whole: 20_000)) {
      var samples = ConvexSamples(seed: seed &+ Thorough.seed)
      let old = samples.schema()
      let new = samples.edited(old)
      let plan: Plan
      do throws(DiagnosticList) {
        plan = try planMigration(from: old, to: new, options: PlanOptions(isShort: seed % 3 == 0)).plan
      } catch {
        // A name may be used twice, a reused one among them; nothing else is refused.
        let ids = Set(error.diagnostics.map(\.id.rawValue))
        #expect(!ids.contains("plan-refused") && !ids.contains("no-order"), "seed \(seed): \(error.diagnostics)")
        continue
      }
      planned += 1
      do {
        var execution = Execution(plan, samples)
        try execution.run()
      } catch {
        Issue.record("seed \(seed): \(error)\n\(printed(old))\n\(printed(new))")
        return
      }
    }
    #expect(planned > 150)
  }

  private func printed(_ schema: Schema) -> String {
    schema.tables.map { table in
      "\(table.name) " + table.fields.map { "\($0.name): \($0.type) \($0.previousNames)" }.joined(separator: ", ")
        + " \(table.indexes.map { "\($0.name) \($0.paths)" })"
    }.joined(separator: "\n")
  }
}

/// A plan that is carried out.
private struct Execution {
  private let plan: Plan
  private var samples: ConvexSamples
  private var store: ConvexStore

  init(_ plan: Plan, _ samples: ConvexSamples) {
    self.plan = plan
    self.samples = samples
    store = ConvexStore(plan.base)
  }

  mutating func run() throws {
    for table in plan.base.tables {
      for _ in 0..<12 { try store.insert(samples.document(table.fields), into: table.name.text) }
    }
    try checkGoalAtOnce()
    for (index, deploy) in plan.deploys.enumerated() {
      try store.push(deploy.schema)
      try write(deploy)
      for backfill in inOrder(index + 1) {
        try migrate(backfill, in: deploy.schema)
        try write(deploy)
      }
    }
    try store.push(plan.goal)
  }

  /// A safe goal is accepted whatever the documents are; a breaking one is refused by some documents.
  private func checkGoalAtOnce() throws {
    let isSafe = plan.assessments.allSatisfy { $0.verdict == .safe }
    var copy = store
    if isSafe { try copy.push(plan.goal) }
  }

  /// The backfills after a deploy, in the order of the gates.
  private func inOrder(_ number: Int) -> [Backfill] { plan.backfills.filter { $0.after == number } }

  /// The code of a deploy inserts documents as its contract says.
  private mutating func write(_ deploy: Deploy) throws {
    for table in deploy.schema.tables {
      let stored = table.storedName
      if deploy.code.tables.isEmpty == false, !isUsed(stored, by: deploy.code) { continue }
      var fields: [Field] = []
      let listed = listedColumns(of: stored)
      let writes = deploy.code.uses.flatMap(\.writes)
      for field in table.fields {
        let column = ColumnID(stored, field.storedName)
        if let write = writes.first(where: { $0.column == column }) {
          fields.append(Field(field.name, write.type))
        } else if !listed.contains(column) {
          fields.append(field)
        }
      }
      var document = samples.document(fields)
      // Columns of one logical field have one value.
      for use in deploy.code.uses where use.writes.count > 1 && use.writes[0].column.table == stored {
        let first = use.writes[0]
        for write in use.writes.dropFirst() where write.type == first.type {
          document[write.column.column.text] = document[first.column.column.text]
        }
      }
      try store.insert(document, into: table.name.text)
    }
  }

  private func isUsed(_ table: StoredName, by code: CodeVersion) -> Bool {
    let all = ([plan.before] + plan.deploys.map(\.code)).flatMap(\.tables).flatMap(\.stored)
    return !all.contains(table) || code.tables.flatMap(\.stored).contains(table)
  }

  private func listedColumns(of table: StoredName) -> Set<ColumnID> {
    let uses = ([plan.before] + plan.deploys.map(\.code)).flatMap(\.uses)
    return Set(uses.flatMap { $0.reads + $0.writes }.map(\.column).filter { $0.table == table })
  }

  private mutating func migrate(_ backfill: Backfill, in schema: Schema) throws {
    var samples = self.samples
    let plan = self.plan
    try store.migrate(backfill.storedTable.text) { document in
      if backfill.deletesRows { return nil }
      var document = document
      for target in backfill.targets {
        let name = target.column.text
        let source = backfill.sources.first { $0 != target }.flatMap { document[$0.column.text] }
        if let replaced = backfill.replaces?.column.text {
          if document[replaced] != nil, document[name] == nil { document[name] = source }
          document[replaced] = nil
          continue
        }
        switch backfill.transform {
        case .unset: document[name] = nil
        case .copy: document[name] = source
        case .convert(let conversion):
          document[name] = Self.converted(
            source ?? document[name], conversion, isMoved: source != nil, backfill)
        case .fill, .custom, .sql, .remap:
          let goal = Self.goal(of: backfill, target, plan)
          if let value = document[name], allows(value, goal.value) { continue }
          if document[name] == nil, goal.isOptional { continue }
          document[name] = samples.value(of: goal.value)
        }
      }
      return document
    }
    self.samples = samples
  }

  private static func goal(of backfill: Backfill, _ target: ColumnID, _ plan: Plan) -> FieldType {
    if case .notIn(let type) = backfill.pending { return type }
    let fields = plan.deploys.last?.schema.tables.first { $0.storedName == target.table }?.fields
    return fields?.first { $0.storedName == target.column }?.type ?? FieldType(.any)
  }

  /// Applies a conversion to a value that is not converted yet.
  private static func converted(
    _ value: StoredDocumentValue?, _ conversion: Transform.Conversion, isMoved: Bool, _ backfill: Backfill
  ) -> StoredDocumentValue? {
    guard let value else { return nil }
    if !isMoved, case .notIn(let type) = backfill.pending, allows(value, type.value) { return value }
    switch (conversion, value) {
    case (.text, .int(let number)): return .string(String(number))
    case (.text, .bool(let flag)): return .string(flag ? "true" : "false")
    case (.wrapInArray, _): return .array([value])
    case (.wrapInObject(let member), _): return .object([member.text: value])
    default: return value
    }
  }
}
