// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import Testing

@testable import SchemaEdits

/// References and heads of triggers, in all ways to write them.
@Suite struct HeadReadingTests {
  @Test("A reference is the same in any order of its clauses, with and without columns")
  func references() throws {
    let actions = ["SET NULL", "set default", "CASCADE", "RESTRICT", "NO ACTION"]
    for (onDelete, onUpdate) in actions.flatMap({ one in actions.map { (one, $0) } }) {
      for targets in [[], ["Id"], ["a b", "c"]] {
        for deferral in ["", "NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE INITIALLY IMMEDIATE"] {
          let clauses = ["ON DELETE \(onDelete)", "ON UPDATE \(onUpdate)", "MATCH Full"]
          let list = targets.isEmpty ? "" : "(" + targets.map(quoted).joined(separator: ", ") + ") "
          for order in [[0, 1, 2], [1, 0, 2], [2, 0, 1], [1, 2, 0], [0], [1], []] {
            let sql = "REFERENCES [Peo ple] \(list)\(order.map { clauses[$0] }.joined(separator: " ")) \(deferral)"
            let reference = try #require(ReferenceText(SQLToken.tokens(of: sql)[...]))
            let none = "no action"
            #expect(reference.table == "peo ple" && reference.targets == targets.map(foldedName), "\(sql)")
            #expect(reference.onDelete == (order.contains(0) ? onDelete.lowercased() : none), "\(sql)")
            #expect(reference.onUpdate == (order.contains(1) ? onUpdate.lowercased() : none), "\(sql)")
            #expect(reference.match == (order.contains(2) ? "full" : nil), "\(sql)")
            #expect(reference.deferral == (deferral.isEmpty ? nil : deferral.lowercased()), "\(sql)")
            #expect(reference.isDeferred == deferral.hasSuffix("DEFERRED"), "\(sql)")
          }
        }
      }
    }
  }

  @Test("The head of a trigger is read whatever its name and its time")
  func triggers() throws {
    let events: [(String, TriggerText.Event, [String])] = [
      ("INSERT", .insert, []), ("delete", .delete, []), ("UPDATE", .update, []), ("update OF Name", .update, ["name"]),
      ("UPDATE OF \"a b\", 'C', [on], before", .update, ["a b", "c", "on", "before"]),
    ]
    for name in ["tr", "\"before\"", "[if]", "main.tr", "\"of\"", "IF NOT EXISTS tr", "IF NOT EXISTS main.\"update\""] {
      for time in ["", "BEFORE ", "after ", "INSTEAD OF "] {
        for (words, event, columns) in events {
          let sql = "CREATE TRIGGER \(name) \(time)\(words) ON t FOR EACH ROW WHEN new.x BEGIN DELETE FROM t; END"
          let head = try #require(TriggerText(sql), "\(sql)")
          #expect(head.event == event && head.columns == columns, "\(sql)")
        }
      }
    }
    #expect(TriggerText("CREATE TABLE insert_it (x)") == nil)
  }

  @Test("The statement of an index or a trigger says its name and its table, also with CONCURRENTLY, word or name")
  func objects() throws {
    for (name, written) in [("a", "a"), ("on", "\"on\""), ("concurrently", "concurrently"), ("index", "\"index\"")] {
      for (head, isTrigger) in [
        ("INDEX", false), ("unique INDEX", false), ("INDEX CONCURRENTLY", false), ("UNIQUE INDEX concurrently", false),
        ("TRIGGER", true), ("TEMP TRIGGER", true),
      ] where name != "concurrently" || !head.lowercased().hasSuffix(name) {
        let sql = "CREATE \(head) \(written) \(isTrigger ? "AFTER INSERT " : "")ON t (x)"
        let object = try #require(StoredObjectText(SQLToken.tokens(of: sql)), "\(sql)")
        #expect(object.name == name && object.table == "t" && object.isTrigger == isTrigger, "\(sql): \(object)")
        let drop = isTrigger ? SchemaStatement.sql("DROP TRIGGER \(quoted(name))") : .dropIndex(name, like: sql)
        #expect(object.drop(sql) == drop, "\(sql)")
      }
    }
    for sql in [
      "", "CREATE", "CREATE INDEX", "CREATE INDEX a", "CREATE INDEX a ON", "CREATE UNIQUE INDEX CONCURRENTLY a",
      "DROP INDEX a ON t", "ALTER TRIGGER a ON t", "CREATE TABLE a (x)", "CREATE VIEW v AS SELECT 1",
    ] {
      #expect(StoredObjectText(SQLToken.tokens(of: sql)) == nil, "\(sql)")
    }
  }
}
