// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PostgreSQL {
  /// Looks for what would stop the schema steps that follow a deploy, or be lost by them: nothing is executed.
  ///
  /// What depends on a dropped column or table comes from the server's own list of dependencies; the text of functions
  /// is not in it. Also listed: missing rights, row-level security that hides rows, names that are taken, and triggers of
  /// the application that would break columns kept in sync.
  public func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    let effects = PlanEffects(of: plan, after: deploy)
    let options = options
    return try await sessionTransaction(.read) { session in
      try await session.run { connection in
        var findings = Findings(connection: connection, options: options)
        try findings.checkRights(effects)
        let scanned = plan.backfills.filter { $0.after >= deploy }.flatMap { [$0.table, $0.targetTable] }
        for table in effects.tables.union(effects.droppedTables).union(scanned).sorted() {
          try findings.checkPartitions(of: table)
        }
        for table in effects.droppedTables { try findings.checkDependants(ofTable: table, effects) }
        for column in effects.droppedColumns { try findings.checkDependants(of: column, effects) }
        for move in plan.moves { try findings.checkTraits(of: move, effects) }
        for move in plan.tableMoves { try findings.checkMovedTable(move, effects, before: plan.before) }
        for index in effects.droppedIndexes { try findings.checkReferences(to: index) }
        for rename in effects.renamedColumns { try findings.checkRename(rename, effects) }
        for name in effects.createdNames { try findings.checkName(name) }
        try findings.checkVectors(effects)
        for table in effects.syncedTables { try findings.checkTriggers(ofSynced: table) }
        for table in effects.tables.sorted() { try findings.notePublications(of: table) }
        for backfill in plan.backfills where backfill.after >= deploy {
          try findings.noteTriggers(firedBy: backfill.name, on: backfill.targetTable)
        }
        return findings.rehearsal
      }
    }
  }
}

/// The findings of a rehearsal.
struct Findings {
  let connection: Connection
  let options: Options
  var rehearsal = SchemaRehearsal()

  mutating func problem(_ text: String) { rehearsal.problems.append(text) }

  // MARK: - Rights

  /// The steps need the rights of the tables' owner, and backfills need to see every row.
  mutating func checkRights(_ effects: PlanEffects) throws {
    for table in effects.tables.union(effects.droppedTables).sorted() {
      let found = try connection.run(
        """
        SELECT pg_has_role(current_user, c.relowner, 'USAGE'), pg_get_userbyid(c.relowner), current_user,
          c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
            AND (c.relforcerowsecurity OR NOT pg_has_role(current_user, c.relowner, 'USAGE'))
        FROM pg_class c WHERE c.oid = to_regclass($1)
        """, [options.qualified(table)])
      guard found.count == 1 else { continue }
      let (owner, role) = (found.text(0, 1) ?? "", found.text(0, 2) ?? "")
      if found.text(0, 0) == "f" {
        problem(
          "\(table): only its owner \(owner) can change it, and \(role) is no member of that role; run as \(owner), or: "
            + "GRANT \(quoted(owner)) TO \(quoted(role))")
      }
      if found.text(0, 3) == "t" {
        problem(
          "\(table): row-level security hides rows from \(role), so a backfill would miss them; run as a role with "
            + "BYPASSRLS, or as the owner after ALTER TABLE \(quoted(table)) NO FORCE ROW LEVEL SECURITY")
      }
    }
    guard !effects.createdNames.isEmpty else { return }
    let mayCreate = try connection.run("SELECT has_schema_privilege(current_user, $1, 'CREATE')", [options.schema])
    if mayCreate.text(0, 0) == "f" {
      problem("the schema \(options.schema): the role may not create tables there; GRANT CREATE ON SCHEMA to it")
    }
  }

  /// Indexes and references of a partitioned table need statements of their own, and rows of an inheriting table are not
  /// seen by the triggers of the other.
  mutating func checkPartitions(of table: String) throws {
    let found = try connection.run(
      """
      SELECT c.relkind = 'p', (SELECT i.inhparent::regclass::text FROM pg_inherits i WHERE i.inhrelid = c.oid LIMIT 1),
        (SELECT string_agg(i.inhrelid::regclass::text, ', ' ORDER BY i.inhrelid::regclass::text)
          FROM pg_inherits i WHERE i.inhparent = c.oid)
      FROM pg_class c WHERE c.oid = to_regclass($1)
      """, [options.qualified(table)])
    guard found.count == 1 else { return }
    let kind: String
    if found.text(0, 0) == "t" {
      kind = "it is a partitioned table"
    } else if let parent = found.text(0, 1) {
      kind = "it is a part of the table \(parent), or inherits from it"
    } else if let children = found.text(0, 2) {
      kind = "other tables inherit from it (\(children))"
    } else {
      return
    }
    problem(
      "\(table): \(kind), which plans do not support; remove it from the schema, and change it with statements of your own"
    )
  }

  /// The indexes of vectors need an extension.
  mutating func checkVectors(_ effects: PlanEffects) throws {
    for (table, index) in effects.vectorIndexes {
      guard let reason = try connection.vectorExtension().problem else { return }
      problem("\(table): the index \(index) needs the extension vector: \(reason)")
    }
  }

  // MARK: - What depends on a dropped column or table

  /// The objects that depend on a column and that the plan does not drop itself.
  ///
  /// What is over the column alone is dropped with it, if no other column replaces it.
  mutating func checkDependants(of column: (table: String, column: String), _ effects: PlanEffects) throws {
    let path = "\(column.table).\(column.column)"
    let found = try connection.run(Self.dependants, [options.qualified(column.table), column.column])
    for row in 0..<found.count {
      let object = (found.text(row, 1) ?? "").withoutRule
      let name = found.text(row, 2)
      // The plan drops its own constraints and indexes too.
      if let name, name.hasPrefix(OwnNames.prefix) || effects.ownIndexes.contains(name) { continue }
      if found.text(row, 3) == "t", effects.ownReferences.contains(path) { continue }
      let content = IndexColumns(
        table: column.table, isUnique: found.text(row, 4) == "t", columns: found.names(row, 5))
      if effects.ownIndexContents.contains(content) { continue }
      if found.text(row, 0) == "t" {
        problem("\(path): \(object) depends on it, so the server refuses to drop it; drop or change that first")
      } else if found.text(row, 6) == "t", !effects.replacedColumns.contains(path) {
        rehearsal.notes.append(
          "\(path): \(object) is over this column alone and is dropped with it; a rollback does not create it again")
      } else {
        let rename = effects.renamedColumns.first { $0.table == column.table && $0.new == column.column }
        problem(
          "\(path): \(object) depends on it, and would be dropped with it; drop or change it first if it is not needed"
            + (rename.map { ", or create it over \($0.old), which gets this name at the end" } ?? ""))
      }
    }
  }

  /// What depends on a column: whether the server would refuse to drop it, a description, the name of a relation or
  /// constraint, whether it is the reference of the column alone, of an index whether it is unique and its plain columns,
  /// and whether it is an index or constraint over this column alone.
  private static let dependants = """
    SELECT DISTINCT d.classid IN ('pg_rewrite'::regclass, 'pg_attrdef'::regclass)
        OR d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT 1 FROM pg_constraint k WHERE k.oid = d.objid
          AND k.contype = 'f' AND k.confrelid = d.refobjid AND a.attnum = ANY (k.confkey)),
      coalesce(
        (SELECT format('the generated column %s', g.attname) FROM pg_attrdef f
          JOIN pg_attribute g ON g.attrelid = f.adrelid AND g.attnum = f.adnum
          WHERE d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid),
        pg_describe_object(d.classid, d.objid, d.objsubid)),
      CASE WHEN d.classid = 'pg_class'::regclass THEN (SELECT relname FROM pg_class WHERE oid = d.objid)
        WHEN d.classid = 'pg_constraint'::regclass THEN (SELECT conname FROM pg_constraint WHERE oid = d.objid) END,
      d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT 1 FROM pg_constraint k WHERE k.oid = d.objid
        AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]),
      (SELECT i.indisunique FROM pg_index i WHERE i.indexrelid = x.id),
      (SELECT \(Connection.plainIndexColumns) FROM pg_index i WHERE i.indexrelid = x.id),
      (d.classid = 'pg_constraint'::regclass OR d.classid = 'pg_class'::regclass AND x.id IS NOT NULL
          AND EXISTS (SELECT 1 FROM pg_index i WHERE i.indexrelid = x.id))
        AND NOT EXISTS (SELECT 1 FROM pg_depend o WHERE o.classid = d.classid AND o.objid = d.objid
          AND o.refclassid = 'pg_class'::regclass AND o.refobjid = d.refobjid AND o.refobjsubid NOT IN (0, d.refobjsubid))
    FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    CROSS JOIN LATERAL (SELECT CASE WHEN d.classid = 'pg_class'::regclass THEN d.objid
      WHEN d.classid = 'pg_constraint'::regclass THEN (SELECT k.conindid FROM pg_constraint k WHERE k.oid = d.objid
        AND k.contype = 'u') END AS id) AS x
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass($1) AND a.attname = $2
    AND NOT EXISTS (SELECT 1 FROM pg_attrdef f WHERE d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
      AND f.adnum = a.attnum)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
      AND k.contype = 'n')
    AND NOT (d.classid = 'pg_class'::regclass AND d.deptype IN ('i', 'a')
      AND (SELECT relkind FROM pg_class WHERE oid = d.objid) = 'S')
    ORDER BY 2
    """

  /// The references to the columns of a unique index that the plan drops.
  mutating func checkReferences(to index: (name: String, content: IndexColumns)) throws {
    let found = try connection.run(
      """
      SELECT c.relname, \(Connection.plainIndexColumns), pg_describe_object('pg_constraint'::regclass, r.oid, 0)
      FROM pg_constraint r JOIN pg_index i ON i.indexrelid = r.conindid JOIN pg_class c ON c.oid = i.indexrelid
      WHERE r.contype = 'f' AND i.indrelid = to_regclass($1) ORDER BY 3
      """, [options.qualified(index.content.table)])
    for row in 0..<found.count where found.text(row, 0) == index.name || found.names(row, 1) == index.content.columns {
      problem(
        "\(index.content.table): \(found.text(row, 2) ?? "") depends on the unique index \(found.text(row, 0) ?? ""), so the "
          + "server refuses to drop it; drop or change that first")
    }
  }

  /// What only the database has of a column, and the column that replaces it would not have.
  mutating func checkTraits(of move: StoredMove, _ effects: PlanEffects) throws {
    guard let column = move.column, move.table == move.toTable,
      effects.droppedColumns.contains(where: { $0 == (move.table, column) })
    else { return }
    for trait in try traits(of: column, in: move.table, effects) {
      problem(
        "\(move.table).\(column): it has \(trait), which the column \(move.toColumn ?? "") that replaces it would not "
          + "have; remove that first, or keep the column's name with @column(\"\(column)\")")
    }
  }

  /// Returns what a schema does not say about a column, and a column that replaces it does not get.
  func traits(of column: String, in table: String, _ effects: PlanEffects) throws -> [String] {
    let found = try connection.run(
      """
      SELECT CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || a.attcollation::regcollation::text END,
        CASE WHEN t.typtype = 'd' THEN 'the domain ' || format_type(a.atttypid, NULL) END,
        CASE WHEN pg_get_serial_sequence($1, $2) IS NULL THEN 'the default ' || pg_get_expr(d.adbin, d.adrelid) END,
        (SELECT string_agg('the reference ' || k.conname || ' with ' || concat_ws(' ',
            CASE WHEN k.confupdtype <> 'a' THEN 'ON UPDATE' END, CASE WHEN k.confmatchtype = 'f' THEN 'MATCH FULL' END,
            CASE WHEN k.condeferrable THEN 'DEFERRABLE' END), ', ')
          FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
          AND (k.confupdtype <> 'a' OR k.confmatchtype = 'f' OR k.condeferrable))
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = to_regclass($1) AND a.attname = $2
      """, [options.qualified(table), column])
    guard found.count == 1 else { return [] }
    let isOwnDefault = !effects.withoutDefault.contains("\(table).\(column)")
    return (0..<4).filter { !($0 == 2 && isOwnDefault) }.compactMap { found.text(0, $0) }
  }

  /// The views, and the references of tables that stay, that depend on a table.
  mutating func checkDependants(ofTable table: String, _ effects: PlanEffects) throws {
    let found = try connection.run(
      """
      SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0) FROM pg_depend d
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass($1) AND d.classid = 'pg_rewrite'::regclass
      UNION SELECT pg_describe_object('pg_constraint'::regclass, k.oid, 0) FROM pg_constraint k
      WHERE k.confrelid = to_regclass($1) AND k.conrelid <> k.confrelid AND NOT starts_with(k.conname, $2) ORDER BY 1
      """, [options.qualified(table), OwnNames.prefix])
    for object in found.texts() {
      problem(
        "\(table): \(object.withoutRule) depends on it, so the server refuses to drop it; drop or change that first")
    }
  }

  /// A table that is created must not exist.
  mutating func checkName(_ name: String) throws {
    let found = try connection.run("SELECT to_regclass($1) IS NOT NULL", [options.qualified(name)])
    if found.text(0, 0) == "t" {
      problem(
        "\(name): the plan creates a table of this name, and the database has one; rename that one, or use @table")
    }
  }

  // MARK: - Triggers of the application

  /// A trigger that runs after Bellows' own, before the row is written, would break what it keeps in sync.
  mutating func checkTriggers(ofSynced table: String) throws {
    let found = try connection.run(
      """
      SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal AND tgtype & 3 = 3
      AND tgname COLLATE "C" > '~bellows_' AND NOT starts_with(tgname, '~bellows_') ORDER BY 1
      """, [options.qualified(table)])
    for trigger in found.texts() {
      problem(
        "\(table): the trigger \(trigger) would run after the one that keeps columns in sync, and could change one of "
          + "them; give it a name that sorts before ~bellows")
    }
  }

  /// Says which publications send a table to subscribers, whose tables need new columns first.
  mutating func notePublications(of table: String) throws {
    let found = try connection.run(
      "SELECT pubname FROM pg_publication_tables WHERE schemaname = $1 AND tablename = $2 ORDER BY 1",
      [options.schema, table])
    for publication in found.texts() {
      rehearsal.notes.append(
        "\(table): the publication \(publication) sends it; change the tables of its subscribers first")
    }
  }

  /// Says which triggers a backfill fires.
  mutating func noteTriggers(firedBy backfill: String, on table: String) throws {
    let found = try connection.run(
      """
      SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal AND tgenabled IN ('O', 'A')
      AND tgtype & 1 = 1 AND tgtype & 16 = 16 AND NOT starts_with(tgname, '~bellows_') ORDER BY 1
      """, [options.qualified(table)])
    for trigger in found.texts() {
      rehearsal.notes.append(
        "\(backfill): it fires the trigger \(trigger) of \(table) for each row that it changes")
    }
  }
}

extension String {
  /// `view active` from `rule _RETURN on view active`.
  fileprivate var withoutRule: String {
    guard hasPrefix("rule "), let range = firstRange(of: " on ") else { return self }
    return String(self[range.upperBound...])
  }
}
