// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension PostgreSQLTableBuilder {
  /// The triggers on a table that keep two of its columns, or it and another table, in sync.
  func triggers(for pairs: [SyncedColumns], _ table: PostgreSQLTable) -> [PostgreSQLTrigger] {
    let within = pairs.filter { $0.old.table == $0.new.table }.compactMap { trigger(within: $0, table) }
    let across = pairs.filter { $0.old.table != $0.new.table }
    let partners = Set(across.map { $0.old.table == table.name ? $0.new.table : $0.old.table })
    return within
      + partners.sorted().compactMap { partner in
        copies(tables.copiedColumns(of: table.name, to: partner), table, to: partner)
      }
  }

  // MARK: - Two columns of a row

  /// One trigger before the row is written, so that every reader sees both columns: the row is locked then, and OLD is
  /// its newest version.
  private func trigger(within pair: SyncedColumns, _ table: PostgreSQLTable) -> PostgreSQLTrigger? {
    guard let old = table.column(pair.old.column), let new = table.column(pair.new.column),
      let forward = tables.expression(of: pair, from: pair.old, row: "NEW."),
      let backward = tables.expression(of: pair, from: pair.new, row: "NEW.")
    else { return nil }
    let (a, b) = ("NEW.\(old.name.sql)", "NEW.\(new.name.sql)")
    let (wasA, wasB) = ("OLD.\(old.name.sql)", "OLD.\(new.name.sql)")
    let (formA, formB) = (tables.kind(of: pair.old)?.form, tables.kind(of: pair.new)?.form)
    // Where one column has a default, the server cannot tell it from a value that was written: the other one counts. A
    // required column that is only renamed may have a default that the schema does not say.
    let rename = tables.revision.renames.first { $0.old == pair.old }
    let mayHaveDefault = old.isRequired && rename != nil
    let inserted =
      if let rename, rename.hiddenDefault != nil, !rename.isSwapped {
        // All running code writes the copy, also NULL.
        "    \(a) := (\(backward));"
      } else if old.defaultValue != nil || mayHaveDefault {
        """
            IF \(b) IS NOT NULL THEN \(a) := (\(backward));
            ELSE \(b) := (\(forward));
            END IF;
        """
      } else if new.defaultValue != nil {
        """
            IF \(a) IS NOT NULL THEN \(b) := (\(forward));
            ELSE \(a) := (\(backward));
            END IF;
        """
      } else {
        """
            IF \(b) IS NULL THEN \(b) := (\(forward));
            ELSIF \(a) IS NULL THEN \(a) := (\(backward));
            ELSIF \(differs(b, "(\(forward))", formB)) THEN \(disagreement(old.name, new.name))
            END IF;
        """
      }
    let isPlain = forward == "NEW.\(old.name.sql)" && backward == "NEW.\(new.name.sql)"
    var trigger = trigger(
      [table.name, old.name, new.name], on: table.name, "BEFORE INSERT OR UPDATE",
      options: isPlain ? "" : " SET search_path FROM CURRENT" + Self.formats,
      body: """
        BEGIN
          IF TG_OP = 'INSERT' THEN
        \(inserted)
          ELSIF NOT (\(differs(b, wasB, formB))) THEN
            IF \(differs(a, wasA, formA)) AND \(differs(a, "(\(backward))", formA)) OR \(b) IS NULL THEN
              \(b) := (\(forward));
            END IF;
          ELSIF NOT (\(differs(a, wasA, formA))) THEN \(a) := (\(backward));
          ELSIF \(differs(b, "(\(forward))", formB)) THEN \(disagreement(old.name, new.name))
          END IF;
          RETURN NEW;
        END
        """)
    // Rows from a publisher that has only one of the columns get the other one too.
    trigger.create.append("ALTER TABLE \(table.name.sql) ENABLE ALWAYS TRIGGER \(trigger.name.sqlName)")
    return trigger
  }

  private func differs(_ left: String, _ right: String, _ form: ColumnForm?) -> String {
    Dialect.postgresql.differs(left, right, form)
  }

  private func disagreement(_ old: StoredName, _ new: StoredName) -> String {
    let text = "the values of \(old) and \(new) differ; write one of the two columns".sqlLiteral
    return "RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = \(text);"
  }

  /// The formats of conversions between text and other types: the session of an application may have others.
  private static let formats =
    " SET TimeZone TO 'UTC' SET DateStyle TO 'ISO' SET IntervalStyle TO 'postgres' SET bytea_output TO 'hex'"
    + " SET extra_float_digits TO 1"

  private func trigger(
    _ parts: [StoredName], on table: StoredName, _ event: String, options: String = "", body: String
  ) -> PostgreSQLTrigger {
    let name = PostgreSQLNames.trigger(parts)
    let function =
      "CREATE FUNCTION \(name.sqlName)() RETURNS trigger LANGUAGE plpgsql\(options) AS \(dollarQuoted(body))"
    let trigger =
      "CREATE TRIGGER \(name.sqlName) \(event) ON \(table.sql) FOR EACH ROW EXECUTE FUNCTION \(name.sqlName)()"
    return PostgreSQLTrigger(name: name, table: table, create: [function, trigger])
  }

  // MARK: - Two tables

  /// The trigger that copies each write to another table.
  ///
  /// It writes only what differs, so that the triggers of both tables end. Its function runs with the rights of its
  /// owner: the application may not have any on the other table. So only the trigger may call it; a trigger fires
  /// without the right to execute its function.
  private func copies(_ sides: [RevisionTables.CopiedColumn], _ table: PostgreSQLTable, to partner: StoredName)
    -> PostgreSQLTrigger?
  {
    let keys = sides.filter { table.primaryKey.contains($0.own) }
    guard keys.count == table.primaryKey.count, !keys.isEmpty else { return nil }
    let others = sides.filter { !table.primaryKey.contains($0.own) }
    let assignments = others.map { "\($0.other.column.sql) = \($0.new)" }.joined(separator: ", ")
    func differs(_ side: RevisionTables.CopiedColumn) -> String {
      Dialect.postgresql.differs("o.\(side.other.column.sql)", side.new, tables.kind(of: side.other)?.form)
    }
    let othersDiffer = others.map(differs).joined(separator: " OR ")
    let isOldRow = keys.map { "o.\($0.other.column.sql) = \($0.old)" }.joined(separator: " AND ")
    let conflict =
      others.isEmpty ? "DO NOTHING" : "DO UPDATE SET \(assignments) WHERE \(othersDiffer)"
    let moved = (keys.map { "\($0.other.column.sql) = \($0.new)" } + (others.isEmpty ? [] : [assignments])).joined(
      separator: ", ")
    let foreign = "this function belongs to the trigger of \(table.name)"
    let anyDiffers = (keys + others).map(differs).joined(separator: " OR ")
    let isPlain = sides.allSatisfy { $0.new == "NEW.\($0.own.sql)" && $0.old == "OLD.\($0.own.sql)" }
    var trigger = trigger(
      [table.name, partner], on: table.name, "AFTER INSERT OR UPDATE OR DELETE",
      options: " SECURITY DEFINER SET search_path FROM CURRENT" + (isPlain ? "" : Self.formats),
      body: """
        BEGIN
          IF TG_RELID <> \(table.name.sql.sqlLiteral)::regclass THEN
            RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = \(foreign.sqlLiteral);
          END IF;
          IF TG_OP = 'INSERT' THEN
            INSERT INTO \(partner.sql) AS o (\(list(sides.map(\.other.column))))
              VALUES (\(sides.map(\.new).joined(separator: ", ")))
              ON CONFLICT (\(list(keys.map(\.other.column)))) \(conflict);
          ELSIF TG_OP = 'UPDATE' THEN
            UPDATE \(partner.sql) AS o SET \(moved) WHERE \(isOldRow) AND (\(anyDiffers));
          ELSE
            DELETE FROM \(partner.sql) AS o WHERE \(isOldRow);
          END IF;
          RETURN NULL;
        END
        """)
    trigger.create.append("REVOKE EXECUTE ON FUNCTION \(trigger.name.sqlName)() FROM PUBLIC")
    return trigger
  }
}
