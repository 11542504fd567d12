// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel
import SchemaEdits
import SchemaLanguage
import SchemaModel

extension SwiftSource {
  /// The plan itself as a value, and its backfills.
  mutating func plan(
    _ plan: Plan, named name: MigrationName, _ typeName: String, _ after: [(plan: MigrationName, deploy: Int)],
    _ frozen: FrozenRows
  ) {
    let dialect = Dialect(for: plan.base.target)
    let store = dialect.map(plan.storeChanges)
    let all = plan.migrationDeploys(store)
    let deploys = dialect?.derivesDeploys == false ? all : all.withoutDerivable(from: store?.before ?? [])
    documentation("The plan, as the runtime executes it.")
    block("public static let plan = MigrationPlan(", end: ")") { source in
      source.line("name: \(name.text.swiftLiteral),")
      if plan.repair != nil {
        source.line("repairing: \(plan.fingerprint(of: plan.goal).swiftLiteral),")
        source.edges(after)
        let names = plan.backfills.indices.map { "backfill\($0 + 1)" }
        source.line("backfills: [\(names.joined(separator: ", "))]")
        return
      }
      source.line("base: \(plan.fingerprint(of: plan.base).swiftLiteral),")
      source.line("goal: \(plan.fingerprint(of: plan.goal).swiftLiteral),")
      if plan.isOffline { source.line("isOffline: true,") }
      source.edges(after)
      if let store, !store.before.isEmpty, plan.repair == nil { source.line("before: before,") }
      if let store { source.moves(store.moves) }
      source.block("deploys: [", end: "],") { source in
        for deploy in deploys { source.deploy(deploy) }
      }
      source.block("backfills: [", end: "]") { source in
        for index in plan.backfills.indices { source.line("backfill\(index + 1),") }
      }
    }
    let writer = dialect?.backfillWriter(for: plan)
    // One declaration each, because a long list of calls is slow to type-check.
    for (index, backfill) in plan.backfills.enumerated() {
      line()
      if let result = frozen.results[index] {
        repair(backfill, index + 1, checkedBy: result, plan)
      } else {
        self.backfill(backfill, index + 1, frozen.functions[index], plan, typeName, writer)
      }
    }
    let before = plan.repair == nil ? store?.before ?? [] : []
    let texts = deploys.repeatedTexts(with: before)
    let names = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, "sql\($0 + 1)") })
    if !before.isEmpty {
      line()
      tables(before, named: "before", documentation: "The tables that the plan changes, before the plan.", names)
    }
    for (index, text) in texts.enumerated() {
      line()
      literal(text, before: "private static let sql\(index + 1) = ", end: "")
    }
    for deploy in deploys { declarations(of: deploy, names) }
  }

  /// The plans that it begins after.
  private mutating func edges(_ after: [(plan: MigrationName, deploy: Int)]) {
    list("after: [", after.map { "PlanEdge(\($0.plan.text.swiftLiteral), deploy: \($0.deploy))" }, end: "],")
  }

  /// A repair in SQL.
  private mutating func repair(
    _ backfill: Backfill, _ number: Int, checkedBy result: RowType, _ plan: Plan
  ) {
    guard case .sql(let values, let condition) = backfill.transform else { return }
    block("private static let backfill\(number) = Backfill(", end: ")") { source in
      source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
      let table = plan.goal.tables.first { $0.storedName == backfill.storedTable }
      let keysGrow = table?.keyFields.isEmpty == true
      let key = "key: [\(plan.keyColumns(of: backfill.storedTable).swiftElements)]"
      source.line("repairing: \(result.name).self, \(key),\(keysGrow ? " keysGrow: true," : "")")
      let comma = condition == nil ? "" : ","
      source.line("set: [\(values.map(\.rawSwiftLiteral).joined(separator: ", "))]\(comma)")
      if let condition { source.line("where: \(condition.rawSwiftLiteral)") }
    }
  }

  private mutating func backfill(
    _ backfill: Backfill, _ number: Int, _ function: FrozenRows.Function?, _ plan: Plan, _ typeName: String,
    _ writer: BackfillWriter?
  ) {
    guard let function else {
      block("private static let backfill\(number) = Backfill(", end: ")") { source in
        if let writer, let sql = writer.wholeSQL(of: backfill) {
          source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
          source.line("kind: .\(backfill.transform.kind), pending: .\(backfill.pending.swiftCase),")
          source.line("table: \(backfill.storedTable.text.swiftLiteral),")
          source.line("key: [\(plan.keyColumns(of: backfill.storedTable).swiftElements)],")
          source.line("writes: [\(plan.columns(backfill.targets, after: backfill.after).swiftElements)],")
          let rollback = writer.rollback(of: backfill)
          source.sql(sql, isLast: rollback == .nothing)
          source.rollback(rollback, isLast: true)
          return
        }
        source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
        source.line("deletingRowsOf: \(backfill.storedTable.text.swiftLiteral),")
        source.line("key: [\(plan.keyColumns(of: backfill.storedTable).swiftElements)]")
      }
      return
    }
    if backfill.transform == .custom {
      line(
        "// Hand-written, in \(typeName).swift: static func \(function.name.escaped)"
          + "(_ row: \(function.before.name), _ rows: Rows)"
      )
      line("//   \(plan.functionEffects) -> \(function.patch.name)")
    }
    block("private static let backfill\(number) = Backfill(", end: ")") { source in
      source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
      source.line(
        "kind: .\(backfill.transform.kind), pending: .\(backfill.isOnce ? "once" : backfill.pending.swiftCase),")
      if let writer {
        let columns = function.patch.fields.map(\.column.stored)
        if let sql = writer.statements(of: backfill, writing: columns) { source.sql(sql) }
        source.rollback(writer.rollback(of: backfill))
      }
      if backfill.isOnce, function.before.shape.hasGrowingKeys { source.line("keysGrow: true,") }
      source.line("function: \(function.name.escaped)")
    }
  }
}

extension RowShape {
  /// Whether new rows get greater keys than all existing rows.
  fileprivate var hasGrowingKeys: Bool {
    let keys = columns.filter { $0.key != .none }
    return keys.count == 1 && keys[0].key == .assigned && keys[0].form == .int
  }
}

extension Backfill.Pending {
  /// The case of the runtime's `Backfill.Pending`.
  fileprivate var swiftCase: String {
    switch self {
    case .notIn: "invalid"
    case .differs: "differs"
    case .present: "present"
    }
  }
}
