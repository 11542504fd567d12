// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SchemaModel

extension SwiftSource {
  /// The plan itself as a value, and its backfills.
  mutating func plan(_ plan: Plan, named name: MigrationName, _ typeName: String, _ bodies: [FrozenRows.Body?]) {
    let store = plan.storeChanges
    documentation("The plan, as the runtime carries it out.")
    block("public static let plan = MigrationPlan(", end: ")") { source in
      source.line("name: \(name.text.swiftLiteral),")
      source.line("base: \(plan.base.fingerprint.swiftLiteral),")
      source.line("goal: \(plan.goal.fingerprint.swiftLiteral),")
      if let store, !store.before.isEmpty { source.line("before: before,") }
      if let store { source.moves(store.moves) }
      source.block("deploys: [", end: "],") { source in
        for (place, deploy) in plan.deploys.enumerated() {
          source.deploy(deploy, of: plan, store.map { storeArguments($0, at: place) } ?? [])
        }
      }
      source.block("backfills: [", end: "]") { source in
        for place in plan.backfills.indices { source.line("backfill\(place + 1),") }
      }
    }
    let writer = plan.base.target == .sqlite ? BackfillWriter(plan: plan) : nil
    // One declaration each: a long list of calls is slow to type-check.
    for (place, backfill) in plan.backfills.enumerated() {
      line()
      self.backfill(backfill, place + 1, bodies[place], plan, typeName, writer)
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
    _ backfill: Backfill, _ number: Int, _ body: FrozenRows.Body?, _ plan: Plan, _ typeName: String,
    _ writer: BackfillWriter?
  ) {
    guard let body else {
      block("private static let backfill\(number) = Backfill(", end: ")") { source in
        source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
        source.line("deletingRowsOf: \(backfill.storedTable.text.swiftLiteral),")
        source.line("key: [\(plan.keyColumns(of: backfill.storedTable))]")
      }
      return
    }
    if backfill.transform == .custom {
      line(
        "// Hand-written, in \(typeName).swift: static func \(body.function.escaped)(_ row: \(body.before.name), _ rows: Rows)"
      )
      line("//   \(plan.functionEffects) -> \(body.patch.name)")
    }
    block("private static let backfill\(number) = Backfill(", end: ")") { source in
      source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
      source.line(
        "kind: .\(backfill.transform.kind), pending: .\(backfill.isOnce ? "once" : backfill.pending.swiftCase),")
      if let writer {
        let columns = body.patch.fields.map(\.column.stored)
        if let sql = writer.statements(of: backfill, writing: columns) { source.statements(sql) }
        switch writer.undo(of: backfill) {
        case .nothing: break
        case .statement(let statement): source.line("rollback: .statement(\(statement.rawSwiftLiteral)),")
        case .image: source.line("rollback: .backup,")
        }
      }
      if backfill.isOnce, body.before.shape.hasGrowingKeys { source.line("keysGrow: true,") }
      source.line("function: \(body.function.escaped)")
    }
  }
}

extension RowShape {
  /// Whether the database gives new rows greater keys than all others have.
  fileprivate var hasGrowingKeys: Bool {
    let keys = columns.filter { $0.key != .none }
    return keys.count == 1 && keys[0].key == .assigned && keys[0].form == "int"
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
  /// The columns that make the key of a stored table, as the runtime spells them.
  fileprivate func keyColumns(of stored: StoredName) -> String {
    let holder = ([base] + deploys.map(\.schema)).first { $0.tables.contains { $0.storedName == stored } } ?? base
    let table = holder.tables.first { $0.storedName == stored }
    let keys = table.map { RowShape($0, baseName: "", storage: Storage(of: holder)) }?.columns.filter {
      $0.key != .none
    }
    return (keys ?? []).map { "Column(\($0.stored.text.swiftLiteral), .\($0.form))" }.joined(separator: ", ")
  }
}

extension Plan {
  /// A count that must be zero, with the query for it where the database has a language.
  fileprivate func check(_ path: SchemaPath, before deploy: Deploy) -> String {
    let name = path.description.swiftLiteral
    guard base.target == .sqlite, let query = violations(of: path, before: deploy) else {
      return "StoredCheck(\(name))"
    }
    return "StoredCheck(\(name), query: \(query.rawSwiftLiteral))"
  }
}

extension Gate {
  /// The runtime's gates that are the same.
  fileprivate func swiftExpressions(in plan: Plan, before deploy: Deploy) -> [String] {
    switch self {
    case .released(let deploy): [".released(deploy: \(deploy))"]
    case .backfilled(let name): [".backfilled(\(name.swiftLiteral))"]
    case .verified(let paths):
      [".verified([\(paths.map { plan.check($0, before: deploy) }.joined(separator: ", "))])"]
    case .backup(let columns):
      Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        let names = columns.map(\.column).sorted().map(\.text.swiftLiteral).joined(separator: ", ")
        return ".backup(table: \(table.text.swiftLiteral), key: [\(plan.keyColumns(of: table))], columns: [\(names)])"
      }
    }
  }
}
