// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// What the server says of a plan's table as it is after a deploy.
struct TableModel: Sendable {
  var columns: [Column] = []
  var constraints: [Constraint] = []

  struct Column: Hashable, Sendable {
    var name: String
    var type: String
    /// The value that existing rows get when it is added; `nil` for none.
    var initialValue: String?
  }

  /// What a row must fulfil.
  struct Constraint: Hashable, Sendable {
    var kind: Kind
    var name: String
    /// The columns that decide it.
    var columns: [String]

    enum Kind: Hashable, Sendable {
      case required
      /// The condition.
      case check(String)
      /// The expressions that are unique together, and the condition of the rows that count.
      case unique([String], where: String?)
      /// The table and the column that the value must be in.
      case reference(table: String, column: String)
    }
  }

  func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The constraints that another model of the table does not have.
  func constraints(without old: TableModel?) -> [Constraint] {
    let known = Set((old?.constraints ?? []).map { Known(kind: $0.kind, columns: $0.columns) })
    return constraints.filter { !known.contains(Known(kind: $0.kind, columns: $0.columns)) }
  }

  /// A constraint without its name.
  private struct Known: Hashable {
    var kind: Constraint.Kind
    var columns: [String]
  }
}

extension Connection {
  /// Creates tables in a temporary schema, calls `work`, and drops the schema.
  ///
  /// The tables of the application are found under names that the temporary ones do not have.
  func withTables<Result>(_ tables: [StoredTable], _ options: Options, _ work: (String) throws -> Result) throws
    -> Result
  {
    try withScratchSchema(options) { scratch in
      for type in tables.enumTypes { try run(type.create) }
      for statement in tables.compactMap(\.statements.first) { try run(statement) }
      for statement in tables.flatMap({ $0.statements.dropFirst() }) where EnumType(statement) == nil {
        try change(statement, options)
      }
      return try work(scratch)
    }
  }

  /// Returns the description of a table; `nil` if it does not exist.
  ///
  /// Values of enum types count as texts: the database may not have them yet.
  func tableModel(of name: String) throws -> TableModel? {
    var model = TableModel()
    let columns = try run(
      """
      SELECT a.attname, CASE t.typtype WHEN 'e' THEN 'text' ELSE format_type(a.atttypid, a.atttypmod) END, a.attnotnull,
        CASE t.typtype WHEN 'e' THEN substring(pg_get_expr(d.adbin, d.adrelid) FROM '^(''.*'')::')
          ELSE pg_get_expr(d.adbin, d.adrelid) END
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """, [name])
    if columns.count == 0 { return nil }
    for row in 0..<columns.count {
      let column = columns.text(row, 0) ?? ""
      model.columns.append(
        .init(name: column, type: columns.text(row, 1) ?? "", initialValue: columns.text(row, 3).flatMap(constant)))
      if columns.text(row, 2) == "t" {
        model.constraints.append(.init(kind: .required, name: column, columns: [column]))
      }
    }
    try addConstraints(to: &model, name)
    try addIndexes(to: &model, name)
    return model
  }

  private func addConstraints(to model: inout TableModel, _ name: String) throws {
    let found = try run(
      """
      SELECT k.conname, k.contype::text, pg_get_expr(k.conbin, k.conrelid),
        (SELECT relname FROM pg_class WHERE oid = k.confrelid),
        (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1]),
        array_length(k.conkey, 1), c.attname
      FROM pg_constraint k LEFT JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = ANY (k.conkey)
      WHERE k.conrelid = to_regclass($1) AND k.contype IN ('c', 'f') ORDER BY 1, c.attnum
      """, [name])
    for row in 0..<found.count {
      let (name, column) = (found.text(row, 0) ?? "", found.text(row, 6) ?? "")
      if let last = model.constraints.indices.last, model.constraints[last].name == name,
        model.constraints[last].kind != .required
      {
        model.constraints[last].columns.append(column)
        continue
      }
      if found.text(row, 1) == "c", let condition = found.text(row, 2) {
        model.constraints.append(.init(kind: .check(condition), name: name, columns: [column]))
      } else if let table = found.text(row, 3), let key = found.text(row, 4), found.text(row, 5) == "1" {
        model.constraints.append(.init(kind: .reference(table: table, column: key), name: name, columns: [column]))
      }
    }
  }

  private func addIndexes(to model: inout TableModel, _ name: String) throws {
    let found = try run(
      """
      SELECT c.relname, pg_get_expr(i.indpred, i.indrelid), pg_get_indexdef(i.indexrelid, k::int, true),
        (SELECT string_agg(a.attname, E'\\n' ORDER BY a.attnum) FROM pg_attribute a
          WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND (a.attnum = ANY (i.indkey) OR EXISTS (
            SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum)))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid, generate_series(1, i.indnkeyatts) AS k
      WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid ORDER BY 1, k
      """, [name])
    for row in 0..<found.count {
      let (name, expression) = (found.text(row, 0) ?? "", found.text(row, 2) ?? "")
      if let last = model.constraints.last, last.name == name, case .unique(let expressions, let condition) = last.kind
      {
        model.constraints[model.constraints.count - 1].kind = .unique(expressions + [expression], where: condition)
        continue
      }
      let columns = (found.text(row, 3) ?? "").split(separator: "\n").map(String.init)
      model.constraints.append(
        .init(kind: .unique([expression], where: found.text(row, 1)), name: name, columns: columns))
    }
  }
}

/// Returns a default that is the same for every row; `nil` for a current or random one, which existing rows do not get.
private func constant(_ expression: String) -> String? {
  var rest = ""
  var isQuoted = false
  for character in expression {
    if character == "'" { isQuoted.toggle() } else if !isQuoted { rest.append(character) }
  }
  let callsFunction = zip(rest, rest.dropFirst()).contains { ($0.isLetter || $0 == "_" || $0 == "\"") && $1 == "(" }
  return callsFunction || rest.uppercased().contains("CURRENT_") ? nil : expression
}
