// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// A deploy, which refers to the declarations of its statements and tables.
  mutating func deploy(_ deploy: MigrationDeploy) {
    block("MigrationDeploy(", end: "),") { source in
      source.line("number: \(deploy.number), phase: .\(deploy.phase.rawValue),")
      source.line("fingerprint: \(deploy.fingerprint.swiftLiteral),")
      source.line("isRelease: \(deploy.isRelease),")
      let more = deploy.declaredArguments
      let comma = more.isEmpty ? "" : ","
      let inline = "gates: [\(deploy.gates.map(\.swiftExpression).joined(separator: ", "))]\(comma)"
      if inline.count <= 90 {
        source.line(inline)
      } else {
        source.block("gates: [", end: "]\(comma)") { source in
          for gate in deploy.gates { source.line("\(gate.swiftExpression),") }
        }
      }
      if !more.isEmpty { source.line(more.joined(separator: ", ")) }
    }
  }

  /// The declarations that a deploy refers to.
  ///
  /// - Parameter names: The names of the texts that are declared apart.
  mutating func declarations(of deploy: MigrationDeploy, _ names: [String: String]) {
    if !deploy.preparations.isEmpty {
      line()
      preparations(deploy.preparations, named: "preparations\(deploy.number)")
    }
    if !deploy.statements.isEmpty {
      line()
      statements(deploy.statements, named: "statements\(deploy.number)", names)
    }
    if !deploy.derivesRollback, !deploy.rollbackStatements.isEmpty {
      line()
      statements(deploy.rollbackStatements, named: "rollbackStatements\(deploy.number)", names)
    }
    if deploy.rollbackPlan != RollbackPlan() {
      line()
      rollbackPlan(deploy.rollbackPlan, named: "rollbackPlan\(deploy.number)", names)
    }
    if !deploy.derivesTables, !deploy.tables.isEmpty {
      line()
      tables(deploy.tables, named: "tables\(deploy.number)", documentation: nil, names)
    }
  }
}

extension MigrationDeploy {
  /// The arguments that refer to separate declarations, and the dropped tables.
  fileprivate var declaredArguments: [String] {
    var arguments: [String] = []
    if !preparations.isEmpty { arguments.append("preparations: preparations\(number)") }
    if !statements.isEmpty { arguments.append("statements: statements\(number)") }
    if !derivesRollback, !statements.isEmpty || !rollbackStatements.isEmpty || !preparations.isEmpty {
      arguments.append("rollbackStatements: " + (rollbackStatements.isEmpty ? "[]" : "rollbackStatements\(number)"))
    }
    if rollbackPlan != RollbackPlan() { arguments.append("rollbackPlan: rollbackPlan\(number)") }
    if !derivesTables, !statements.isEmpty || !tables.isEmpty {
      arguments.append("tables: " + (tables.isEmpty ? "[]" : "tables\(number)"))
    }
    if !dropped.isEmpty { arguments.append("dropped: [\(dropped.swiftElements)]") }
    return arguments
  }
}

extension [MigrationDeploy] {
  /// The longer statements that occur more than once, in the order of their first use.
  ///
  /// - Parameter before: The tables before the first deploy.
  func repeatedTexts(with before: [StoredTable]) -> [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    let statements = flatMap {
      $0.statements + ($0.derivesRollback ? [] : $0.rollbackStatements) + $0.rollbackPlan.then
    }
    let tables = before + flatMap { $0.derivesTables ? [] : $0.tables }
    let texts =
      statements.compactMap { if case .sql(let sql) = $0 { sql } else { nil } } + tables.flatMap(\.statements)
    for sql in texts {
      guard sql.utf8.contains(UInt8(ascii: "\n")) else { continue }
      if counts[sql] == nil { order.append(sql) }
      counts[sql, default: 0] += 1
    }
    return order.filter { counts[$0, default: 0] > 1 }
  }
}
