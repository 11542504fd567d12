// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// A deploy, which refers to the declarations of its statements and tables.
  mutating func deploy(_ deploy: MigrationDeploy) {
    block("MigrationDeploy(", end: "),") { source in
      source.line("number: \(deploy.number), phase: .\(deploy.phase.rawValue),")
      source.line("schema: \(deploy.schema.swiftLiteral),")
      source.line("fingerprint: \(deploy.fingerprint.swiftLiteral),")
      source.line("isRelease: \(deploy.isRelease),")
      let more = deploy.declaredArguments
      let comma = more.isEmpty ? "" : ","
      if deploy.gates.isEmpty {
        source.line("gates: []\(comma)")
      } else {
        source.block("gates: [", end: "]\(comma)") { source in
          for gate in deploy.gates { source.line("\(gate.swiftExpression),") }
        }
      }
      if !more.isEmpty { source.line(more.joined(separator: ", ")) }
    }
  }

  /// The declarations that a deploy refers to.
  mutating func declarations(of deploy: MigrationDeploy) {
    if !deploy.statements.isEmpty {
      line()
      statements(deploy.statements, named: "statements\(deploy.number)")
    }
    if !deploy.rollbackStatements.isEmpty {
      line()
      statements(deploy.rollbackStatements, named: "rollbackStatements\(deploy.number)")
    }
    if deploy.rollbackPlan != RollbackPlan() {
      line()
      rollbackPlan(deploy.rollbackPlan, named: "rollbackPlan\(deploy.number)")
    }
    if !deploy.tables.isEmpty {
      line()
      tables(deploy.tables, named: "tables\(deploy.number)", documentation: nil)
    }
  }
}

extension MigrationDeploy {
  /// The arguments that refer to separate declarations, and the dropped tables.
  fileprivate var declaredArguments: [String] {
    var arguments: [String] = []
    if !statements.isEmpty { arguments.append("statements: statements\(number)") }
    if !rollbackStatements.isEmpty { arguments.append("rollbackStatements: rollbackStatements\(number)") }
    if rollbackPlan != RollbackPlan() { arguments.append("rollbackPlan: rollbackPlan\(number)") }
    if !tables.isEmpty { arguments.append("tables: tables\(number)") }
    if !dropped.isEmpty { arguments.append("dropped: [\(dropped.swiftElements)]") }
    return arguments
  }
}
