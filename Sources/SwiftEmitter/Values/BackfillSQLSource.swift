// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// A backfill in SQL, as an argument.
  mutating func sql(_ sql: BackfillSQL, isLast: Bool = false) {
    block("sql: BackfillSQL(", end: isLast ? ")" : "),") { source in
      let pending = sql.pending.map(\.rawSwiftLiteral) ?? "nil"
      guard let values = sql.values else { return source.line("pending: \(pending)") }
      source.line("pending: \(pending),")
      source.line("values: [\(values.map(\.rawSwiftLiteral).joined(separator: ", "))]")
    }
  }

  /// The rollback of a backfill, as an argument.
  mutating func rollback(_ rollback: BackfillRollback, isLast: Bool = false) {
    let comma = isLast ? "" : ","
    switch rollback {
    case .nothing: break
    case .statement(let statement): line("rollback: .statement(\(statement.rawSwiftLiteral))\(comma)")
    case .backup: line("rollback: .backup\(comma)")
    }
  }
}
