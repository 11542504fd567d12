// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

extension SwiftSource {
  /// The plan itself as a value, and its backfills.
  mutating func plan(_ plan: Plan, named name: MigrationName, _ typeName: String, _ bodies: [FrozenRows.Body?]) {
    documentation("The plan, as the runtime carries it out.")
    block("public static let plan = MigrationPlan(", end: ")") { source in
      source.line("name: \(name.text.swiftLiteral),")
      source.line("base: \(plan.base.fingerprint.swiftLiteral),")
      source.line("goal: \(plan.goal.fingerprint.swiftLiteral),")
      source.block("deploys: [", end: "],") { source in
        for deploy in plan.deploys { source.deploy(deploy, of: plan) }
      }
      source.block("backfills: [", end: "]") { source in
        for place in plan.backfills.indices { source.line("backfill\(place + 1),") }
      }
    }
    // One declaration each: a long list of calls is slow to type-check.
    for (place, backfill) in plan.backfills.enumerated() {
      line()
      self.backfill(backfill, place + 1, bodies[place], plan, typeName)
    }
  }

  private mutating func deploy(_ deploy: Deploy, of plan: Plan) {
    block("MigrationDeploy(", end: "),") { source in
      source.line("number: \(deploy.number), phase: .\(deploy.phase.rawValue),")
      source.line("schema: \(deploy.schemaFileName.swiftLiteral),")
      source.line("fingerprint: \(deploy.schema.fingerprint.swiftLiteral),")
      source.line("isRelease: \(deploy.isRelease),")
      if deploy.gates.isEmpty { return source.line("gates: []") }
      source.block("gates: [", end: "]") { source in
        for gate in deploy.gates.flatMap({ $0.swiftExpressions(in: plan) }) { source.line("\(gate),") }
      }
    }
  }

  private mutating func backfill(
    _ backfill: Backfill, _ number: Int, _ body: FrozenRows.Body?, _ plan: Plan, _ typeName: String
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
        "// Yours, in \(typeName).swift: static func \(body.function.escaped)(_ row: \(body.before.name), _ rows: Rows)"
      )
      line("//   async throws -> \(body.patch.name)")
    }
    block("private static let backfill\(number) = Backfill(", end: ")") { source in
      source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
      source.line("kind: .\(backfill.transform.kind), pending: .\(backfill.pending.swiftCase),")
      source.line("body: \(body.function.escaped)")
    }
  }
}

extension Backfill.Pending {
  /// The case of the runtime's `Backfill.Pending`.
  fileprivate var swiftCase: String {
    switch self {
    case .notIn: "unfit"
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

extension Gate {
  /// The runtime's gates that are the same.
  fileprivate func swiftExpressions(in plan: Plan) -> [String] {
    switch self {
    case .released(let deploy): [".released(deploy: \(deploy))"]
    case .backfilled(let name): [".backfilled(\(name.swiftLiteral))"]
    case .verified(let paths):
      [".verified([\(paths.map { "StoredCheck(\($0.description.swiftLiteral))" }.joined(separator: ", "))])"]
    case .backup(let columns):
      Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        let names = columns.map(\.column).sorted().map(\.text.swiftLiteral).joined(separator: ", ")
        return ".backup(table: \(table.text.swiftLiteral), key: [\(plan.keyColumns(of: table))], columns: [\(names)])"
      }
    }
  }
}
