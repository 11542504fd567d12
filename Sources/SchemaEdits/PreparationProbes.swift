// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension PreparationStep {
  /// A query that returns a row once the statement is done.
  package var isDone: String {
    switch result {
    case .table(let table): "SELECT 1 WHERE \(relation(table)) IS NOT NULL"
    case .column(let column, let table):
      "SELECT 1 FROM pg_attribute WHERE attrelid = \(relation(table)) AND attname = \(literal(column)) "
        + "AND NOT attisdropped"
    case .constraint(let name, let table): Self.query(of: name, table)
    case .validity(let name, let table): Self.query(of: name, table) + " AND convalidated"
    // A build that failed, or was stopped, leaves an invalid index.
    case .index(let name): "SELECT 1 FROM pg_index WHERE indexrelid = \(relation(name)) AND indisvalid"
    case .labels(let labels, let type):
      "SELECT 1 WHERE (SELECT count(*) FROM pg_enum WHERE enumtypid = to_regtype(\(literal(quoted(type)))) "
        + "AND enumlabel IN (\(labels.map(literal).joined(separator: ", ")))) = \(Set(labels).count)"
    case .other(let isDone, _): isDone
    }
  }

  /// The statement that removes the result, complete or partial; it does nothing if there is none.
  ///
  /// `nil` if the result is removed with that of an earlier step.
  package var inverse: String? {
    switch result {
    case .column(let column, let table):
      "ALTER TABLE IF EXISTS \(quoted(table)) DROP COLUMN IF EXISTS \(quoted(column))"
    case .constraint(let name, let table):
      "ALTER TABLE IF EXISTS \(quoted(table)) DROP CONSTRAINT IF EXISTS \(quoted(name))"
    case .table(let table): "DROP TABLE IF EXISTS \(quoted(table))"
    case .validity, .labels: nil
    case .index(let name): "DROP INDEX CONCURRENTLY IF EXISTS \(quoted(name))"
    case .other(_, let inverse): inverse
    }
  }

  /// The statement inside a transaction, which keeps others waiting: `CREATE INDEX` without `CONCURRENTLY`.
  package var transactionalStatement: String {
    guard case .index = result else { return statement }
    let source = SQLSource(statement)
    guard let index = source.tokens.firstIndex(where: { $0.says("concurrently") }) else { return statement }
    return source.text(0..<source.ranges[index].lowerBound)
      + source.text(source.ranges[index].upperBound..<source.bytes.count).drop { $0 == " " }
  }

  /// Whether it needs a strong lock for an instant: it must not wait for it long, because others queue behind it.
  package var isBrief: Bool {
    switch result {
    case .table, .column, .constraint, .labels: true
    case .validity, .index, .other: false
    }
  }

  /// A query that returns a row if the name of an index is taken; `nil` for other results.
  package var isTaken: String? {
    if case .index(let name) = result { "SELECT 1 WHERE \(relation(name)) IS NOT NULL" } else { nil }
  }

  /// The start of the digest of the statement.
  package var digest: String { String(hexadecimal(sha256(Array(statement.utf8))).prefix(16)) }

  /// A query that returns a row if a result exists that has a reserved name, complete or partial; `nil` for other
  /// names.
  ///
  /// Such names say little: what another plan has left behind may have the same one.
  package func ownResult(prefix: String) -> String? {
    switch result {
    case .constraint(let name, _): name.hasPrefix(prefix) ? isDone : nil
    case .index(let name): name.hasPrefix(prefix) ? isTaken : nil
    case .table, .column, .validity, .labels, .other: nil
    }
  }

  private static func query(of constraint: String, _ table: String) -> String {
    "SELECT 1 FROM pg_constraint WHERE conrelid = \(relation(table)) AND conname = \(literal(constraint))"
  }
}

/// The OID of a table or an index, NULL if it does not exist.
private func relation(_ name: String) -> String { "to_regclass(\(literal(quoted(name))))" }
