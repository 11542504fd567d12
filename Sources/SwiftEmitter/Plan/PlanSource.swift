// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel
import SchemaLanguage
import SchemaModel

extension SwiftSource {
  /// The plan itself as a value, and its backfills.
  mutating func plan(_ plan: Plan, named name: MigrationName, _ typeName: String, _ functions: [FrozenRows.Function?]) {
    let dialect = Dialect(for: plan.base.target)
    let store = dialect.map(plan.storeChanges)
    documentation("The plan, as the runtime executes it.")
    block("public static let plan = MigrationPlan(", end: ")") { source in
      source.line("name: \(name.text.swiftLiteral),")
      source.line("base: \(plan.base.fingerprint.swiftLiteral),")
      source.line("goal: \(plan.goal.fingerprint.swiftLiteral),")
      if let store, !store.before.isEmpty { source.line("before: before,") }
      if let store { source.moves(store.moves) }
      source.block("deploys: [", end: "],") { source in
        for (index, deploy) in plan.deploys.enumerated() {
          source.deploy(deploy, of: plan, store.map { storeArguments($0, at: index) } ?? [])
        }
      }
      source.block("backfills: [", end: "]") { source in
        for index in plan.backfills.indices { source.line("backfill\(index + 1),") }
      }
    }
    let writer = dialect?.backfillWriter(for: plan)
    // One declaration each, because a long list of calls is slow to type-check.
    for (index, backfill) in plan.backfills.enumerated() {
      line()
      self.backfill(backfill, index + 1, functions[index], plan, typeName, writer)
    }
    if let store { self.store(store) }
  }

  private mutating func deploy(_ deploy: Deploy, of plan: Plan, _ more: [String]) {
    block("MigrationDeploy(", end: "),") { source in
      source.line("number: \(deploy.number), phase: .\(deploy.phase.rawValue),")
      source.line("schema: \(deploy.schemaFileName.swiftLiteral),")
      source.line("fingerprint: \(deploy.schema.fingerprint.swiftLiteral),")
      source.line("isRelease: \(deploy.isRelease),")
      let comma = more.isEmpty ? "" : ","
      if deploy.gates.isEmpty {
        source.line("gates: []\(comma)")
      } else {
        source.block("gates: [", end: "]\(comma)") { source in
          for gate in deploy.gates.flatMap({ $0.swiftExpressions(in: plan, before: deploy) }) {
            source.line("\(gate),")
          }
        }
      }
      if !more.isEmpty { source.line(more.joined(separator: ", ")) }
    }
  }

  private mutating func backfill(
    _ backfill: Backfill, _ number: Int, _ function: FrozenRows.Function?, _ plan: Plan, _ typeName: String,
    _ writer: BackfillWriter?
  ) {
    guard let function else {
      block("private static let backfill\(number) = Backfill(", end: ")") { source in
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
        if let sql = writer.statements(of: backfill, writing: columns) { source.statements(sql) }
        switch writer.rollback(of: backfill) {
        case .nothing: break
        case .statement(let statement): source.line("rollback: .statement(\(statement.rawSwiftLiteral)),")
        case .backup: source.line("rollback: .backup,")
        }
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

extension Plan {
  /// The key columns of a stored table.
  func keyColumns(of stored: StoredName) -> [Column] {
    let holder = ([base] + deploys.map(\.schema)).first { $0.tables.contains { $0.storedName == stored } } ?? base
    let table = holder.tables.first { $0.storedName == stored }
    let columns = table.map { RowShape($0, baseName: "", storage: Storage(of: holder)).columns } ?? []
    return columns.filter { $0.key != .none }.map(\.storedColumn)
  }
}

extension Plan {
  /// A count that must be zero, with its query if the target has SQL.
  fileprivate func check(_ path: SchemaPath, before deploy: Deploy) -> String {
    let name = path.description.swiftLiteral
    let dialect = Dialect(for: base.target)
    guard let query = dialect?.violations(of: path, before: deploy, in: self) else { return "StoredCheck(\(name))" }
    return "StoredCheck(\(name), query: \(query.rawSwiftLiteral))"
  }
}

extension Gate {
  /// The runtime's gates.
  fileprivate func swiftExpressions(in plan: Plan, before deploy: Deploy) -> [String] {
    switch self {
    case .released(let deploy): [".released(deploy: \(deploy))"]
    case .backfilled(let name): [".backfilled(\(name.swiftLiteral))"]
    case .verified(let paths):
      [".verified([\(paths.map { plan.check($0, before: deploy) }.joined(separator: ", "))])"]
    case .backup(let columns):
      Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        let names = columns.map(\.column).sorted().map(\.text.swiftLiteral).joined(separator: ", ")
        return ".backup(table: \(table.text.swiftLiteral), key: [\(plan.keyColumns(of: table).swiftElements)], columns: [\(names)])"
      }
    }
  }
}
