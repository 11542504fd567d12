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
        for deploy in plan.deploys { source.deploy(deploy) }
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

  private mutating func deploy(_ deploy: Deploy) {
    block("MigrationDeploy(", end: "),") { source in
      source.line("number: \(deploy.number), phase: .\(deploy.phase.rawValue),")
      source.line("schema: \(deploy.schemaFileName.swiftLiteral),")
      source.line("fingerprint: \(deploy.schema.fingerprint.swiftLiteral),")
      source.line("isRelease: \(deploy.isRelease),")
      if deploy.gates.isEmpty { return source.line("gates: []") }
      source.block("gates: [", end: "]") { source in
        for gate in deploy.gates.flatMap(\.swiftExpressions) { source.line("\(gate),") }
      }
    }
  }

  private mutating func backfill(
    _ backfill: Backfill, _ number: Int, _ body: FrozenRows.Body?, _ plan: Plan, _ typeName: String
  ) {
    guard let body else {
      let table = plan.base.tables.first { $0.storedName == backfill.storedTable }
      let keys =
        table.map { RowShape($0, baseName: "", storage: Storage(of: plan.base)) }?.columns
        .filter { $0.key != .none } ?? []
      block("private static let backfill\(number) = Backfill(", end: ")") { source in
        source.line("\(backfill.name.swiftLiteral), after: \(backfill.after),")
        source.line("deletingRowsOf: \(backfill.storedTable.text.swiftLiteral),")
        let columns = keys.map { "Column(\($0.stored.text.swiftLiteral), .\($0.form))" }
        source.line("key: [\(columns.joined(separator: ", "))]")
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

extension Gate {
  /// The runtime's gates that are the same.
  fileprivate var swiftExpressions: [String] {
    switch self {
    case .released(let deploy): [".released(deploy: \(deploy))"]
    case .backfilled(let name): [".backfilled(\(name.swiftLiteral))"]
    case .verified(let paths):
      [".verified([\(paths.map(\.description.swiftLiteral).joined(separator: ", "))])"]
    case .backup(let columns):
      Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        let names = columns.map(\.column).sorted().map(\.text.swiftLiteral).joined(separator: ", ")
        return ".backup(table: \(table.text.swiftLiteral), columns: [\(names)])"
      }
    }
  }
}
