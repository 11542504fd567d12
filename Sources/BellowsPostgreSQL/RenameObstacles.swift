// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

// A renamed column stays, with everything that is over it: in the last deploy it gets its new name. Until then newer
// code writes only a copy, and a trigger writes the column, after the triggers of the application and the defaults.
extension Findings {
  /// What would not hold for code that writes only the new column.
  mutating func checkRename(_ rename: RenamedColumn, _ effects: PlanEffects) throws {
    // The rename has begun, and was possible.
    if try has(rename.new, of: rename.table) { return }
    try checkTriggers(over: rename)
    try checkDefault(of: rename, effects)
    try noteFunctions(reading: rename)
  }

  private func has(_ column: String, of table: String) throws -> Bool {
    try connection.catalogColumns(of: options.qualified(table)).contains { $0.name == column }
  }

  /// Triggers that a write of the new column does not fire, or that run before the old one has its value, and rules,
  /// which see only what a statement says.
  private mutating func checkTriggers(over rename: RenamedColumn) throws {
    let found = try connection.run(
      """
      SELECT 'the trigger ' || g.tgname, a.attnum = ANY (g.tgattr) FROM pg_trigger g
      JOIN pg_attribute a ON a.attrelid = g.tgrelid
      WHERE g.tgrelid = to_regclass($1) AND a.attname = $2 AND NOT g.tgisinternal AND g.tgenabled <> 'D'
      AND (a.attnum = ANY (g.tgattr) OR g.tgtype & 2 = 2 AND EXISTS (SELECT 1 FROM pg_depend d
        WHERE d.classid = 'pg_trigger'::regclass AND d.objid = g.oid AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = g.tgrelid AND d.refobjsubid = a.attnum))
      UNION ALL SELECT 'the rule ' || r.rulename, false FROM pg_rewrite r JOIN pg_attribute a ON a.attrelid = r.ev_class
      WHERE r.ev_class = to_regclass($1) AND a.attname = $2 AND r.ev_type <> '1' AND EXISTS (SELECT 1 FROM pg_depend d
        WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = r.ev_class AND d.refobjsubid = a.attnum)
      ORDER BY 1
      """, [options.qualified(rename.table), rename.old])
    for row in 0..<found.count {
      let reason =
        found.text(row, 1) == "t"
        ? "does not run when code of the next release writes \(rename.new)"
        : "would read it before it has the value that code of the next release writes to \(rename.new)"
      problem(
        "\(rename.table).\(rename.old): \(found.text(row, 0) ?? "") \(reason); drop or change it first, "
          + "or keep the column's name with @column(\"\(rename.old)\")")
    }
  }

  /// A default of an optional column that the schema does not say: the trigger cannot distinguish a NULL that was written from
  /// one that was left out.
  private mutating func checkDefault(of rename: RenamedColumn, _ effects: PlanEffects) throws {
    guard effects.withoutDefault.contains("\(rename.table).\(rename.old)"),
      let column = try connection.catalogColumns(of: options.qualified(rename.table)).first(where: {
        $0.name == rename.old
      }), !column.isRequired, let value = column.defaultText
    else { return }
    problem(
      "\(rename.table).\(rename.old): it has the default \(value), which is not part of the schema, and would "
        + "replace a NULL that code of the next release writes to \(rename.new); remove it first, or keep the "
        + "column's name with @column(\"\(rename.old)\")")
  }

  /// Triggers that run before the column has its value, and whose functions mention its name.
  private mutating func noteFunctions(reading rename: RenamedColumn) throws {
    let found = try connection.run(
      """
      SELECT g.tgname, p.proname FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
      WHERE g.tgrelid = to_regclass($1) AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgtype & 3 = 3
      AND NOT starts_with(g.tgname, '~bellows_')
      AND p.prosrc ~* ('\\m' || regexp_replace($2, '(\\W)', '\\\\\\1', 'g') || '\\M')
      ORDER BY 1
      """, [options.qualified(rename.table), rename.old])
    for row in 0..<found.count {
      rehearsal.notes.append(
        "\(rename.table).\(rename.old): the function \(found.text(row, 1) ?? "") of the trigger "
          + "\(found.text(row, 0) ?? "") mentions it, and runs before it has the value that code of the next release "
          + "writes to \(rename.new)")
    }
  }
}
