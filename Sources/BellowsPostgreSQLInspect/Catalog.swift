// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import SchemaEdits

/// A table as the server's catalog has it.
struct CatalogTable {
  var name: String
  var isPartitioned: Bool
  var columns: [CatalogColumn] = []
  /// The columns of the primary key, in its order.
  var key: [String] = []
  var references: [CatalogReference] = []
  var indexes: [CatalogIndex] = []
}

/// A foreign key.
struct CatalogReference {
  var name: String
  var columns: [String]
  var table: String
  var targets: [String]
  /// `a`, `r`, `c`, `n` or `d`, as `pg_constraint.confdeltype` has it.
  var onDelete: String
  /// What the language has no words for: `ON UPDATE CASCADE`, `DEFERRABLE`.
  var rest: String
  var isValid: Bool
}

/// An index that is not the primary key.
struct CatalogIndex {
  var name: String
  var isUnique: Bool
  /// The columns; empty if it is over anything else than plain columns in their usual order.
  var columns: [String]
}

extension Connection {
  /// Reads the tables of a schema, without those of extensions, partitions, and tables that inherit.
  func catalogTables(in schema: String) throws -> [CatalogTable] {
    let found = try run(
      """
      SELECT c.relname, c.relkind = 'p' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND NOT c.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid)
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND d.deptype = 'e') ORDER BY c.relname COLLATE "C"
      """, [schema])
    return try (0..<found.count).map { row in
      let name = found.text(row, 0) ?? ""
      let id = "\(quoted(schema)).\(quoted(name))"
      return CatalogTable(
        name: name, isPartitioned: found.text(row, 1) == "t", columns: try catalogColumns(of: id),
        key: try primaryKey(of: id),
        references: try references(of: id), indexes: try indexes(of: id))
    }
  }

  private func references(of table: String) throws -> [CatalogReference] {
    let columns = """
      (SELECT array_to_json(array_agg(a.attname ORDER BY k.position)) FROM unnest(%) WITH ORDINALITY AS k (number, position)
        JOIN pg_attribute a ON a.attrelid = @ AND a.attnum = k.number)
      """
    func names(_ numbers: String, _ table: String) -> String {
      columns.replacing("%", with: numbers).replacing("@", with: table)
    }
    let found = try run(
      """
      SELECT r.conname, \(names("r.conkey", "r.conrelid")), t.relname, \(names("r.confkey", "r.confrelid")),
        r.confdeltype, concat_ws(' ',
          CASE r.confupdtype WHEN 'r' THEN 'ON UPDATE RESTRICT' WHEN 'c' THEN 'ON UPDATE CASCADE'
            WHEN 'n' THEN 'ON UPDATE SET NULL' WHEN 'd' THEN 'ON UPDATE SET DEFAULT' END,
          CASE r.confmatchtype WHEN 'f' THEN 'MATCH FULL' END, CASE WHEN r.condeferrable THEN 'DEFERRABLE' END,
          CASE WHEN r.condeferred THEN 'INITIALLY DEFERRED' END),
        r.convalidated AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = r.conrelid)
      FROM pg_constraint r JOIN pg_class t ON t.oid = r.confrelid
      WHERE r.conrelid = to_regclass($1) AND r.contype = 'f' ORDER BY r.conname COLLATE "C"
      """, [table])
    return (0..<found.count).map { row in
      CatalogReference(
        name: found.text(row, 0) ?? "", columns: found.names(row, 1), table: found.text(row, 2) ?? "",
        targets: found.names(row, 3), onDelete: found.text(row, 4) ?? "", rest: found.text(row, 5) ?? "",
        isValid: found.text(row, 6) == "t")
    }
  }

  private func indexes(of table: String) throws -> [CatalogIndex] {
    let found = try run(
      """
      SELECT c.relname, i.indisunique, \(Connection.plainIndexColumns)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass($1) AND NOT i.indisprimary ORDER BY c.relname COLLATE "C"
      """, [table])
    return (0..<found.count).map { row in
      CatalogIndex(
        name: found.text(row, 0) ?? "", isUnique: found.text(row, 1) == "t", columns: found.names(row, 2))
    }
  }

  /// The objects of a schema that a schema file has no words for, a description each.
  func otherObjects(in schema: String) throws -> [String] {
    let found = try run(
      """
      SELECT format('the %s %s', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
          WHEN 'f' THEN 'foreign table' ELSE CASE WHEN c.relpersistence = 'u' THEN 'unlogged table'
          ELSE 'table that inherits' END END, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND (c.relkind IN ('v', 'm', 'f')
        OR (c.relkind IN ('r', 'p') AND NOT c.relispartition AND (c.relpersistence = 'u'
          OR EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid))))
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND d.deptype = 'e')
      UNION ALL SELECT format('the trigger %s of %s', t.tgname, c.relname)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND NOT t.tgisinternal AND NOT c.relispartition AND NOT starts_with(t.tgname, '~bellows_')
      UNION ALL SELECT format('the policy %s of %s', p.polname, c.relname)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1
      UNION ALL SELECT format('the constraint %s of %s: %s', k.conname, c.relname, pg_get_constraintdef(k.oid))
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND k.contype IN ('c', 'x') AND NOT c.relispartition AND c.relkind IN ('r', 'p')
      AND NOT starts_with(k.conname, '_bellows_')
      ORDER BY 1
      """, [schema])
    return found.texts()
  }
}
