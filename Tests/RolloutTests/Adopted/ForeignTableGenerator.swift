// Part of Bellows. MIT licence: see LICENSE.
import TestSupport

/// A database as another tool might have made it: a parent, a main table with clauses of every kind, and what hangs on
/// it.
struct ForeignTables {
  /// A column of the main table, as it was written.
  struct Column {
    var name: String
    var definition: String
    var isGenerated = false
  }

  var columns: [Column] = []
  /// The constraints of the main table.
  var constraints: [String] = []
  /// The text after its parentheses.
  var options = ""
  var objects: [String] = []
  var rows: [String] = []

  /// The statements that make it; `t` is the main table.
  var sql: String {
    let parts = (columns.map(\.definition) + constraints).joined(separator: ",\n  ")
    return
      ([
        "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE)", "CREATE TABLE log (what)",
        "CREATE TABLE t (\n  \(parts)\n) \(options)",
      ] + objects + rows).map { $0 + ";\n" }.joined()
  }
}

/// Makes databases of other tools at random: every clause that once was lost without a word is among what it writes.
struct ForeignTableGenerator {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let names = [
    "name", "Email", "qty", "price", "created", "flag", "note", "a b", "order", "größe", "n2",
  ]

  mutating func tables() -> ForeignTables {
    var tables = ForeignTables()
    let isStrict = random.happens(15)
    let isKeyed = random.happens(20)
    let key =
      isKeyed
      ? ForeignTables.Column(
        name: "id", definition: "id TEXT NOT NULL PRIMARY KEY" + random.pick(["", " COLLATE NOCASE"]))
      : ForeignTables.Column(
        name: "id",
        definition: random.pick([
          "id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT", "\"id\" integer NOT NULL PRIMARY KEY",
          "id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL /* the key */",
        ]))
    tables.columns.append(key)
    var names = Self.names
    names.shuffle(using: &random)
    for name in names.prefix(3 + random.number(below: 4)) { tables.columns.append(column(name, isStrict: isStrict)) }
    if random.happens(50) { tables.columns.append(reference()) }
    let plain = tables.columns.dropFirst().map(\.name)
    if random.happens(20), let base = plain.first {
      let text =
        "up \(isStrict ? "TEXT " : "")GENERATED ALWAYS AS (upper(\(quote(base)))) \(random.pick(["VIRTUAL", "STORED"]))"
      tables.columns.append(.init(name: "up", definition: text, isGenerated: true))
    }
    constraints(of: &tables, plain)
    if isKeyed, random.happens(40) { tables.options = isStrict ? "WITHOUT ROWID, STRICT" : "WITHOUT ROWID" }
    if tables.options.isEmpty, isStrict { tables.options = "STRICT" }
    objects(of: &tables, plain)
    rows(of: &tables)
    return tables
  }

  /// A name in one of the ways to quote it.
  private mutating func quote(_ name: String) -> String {
    let isWord = name.utf8.allSatisfy { $0 > 0x60 && $0 < 0x7B } && name != "order"
    return random.pick(["\"\(name)\"", "[\(name)]", "`\(name)`"] + (isWord ? [name, name] : []))
  }

  private mutating func column(_ name: String, isStrict: Bool) -> ForeignTables.Column {
    let isNumber = ["qty", "price", "flag", "n2"].contains(name)
    let type =
      isNumber
      ? random.pick(
        isStrict ? ["INTEGER", "INT"] : ["INTEGER", "BIGINT", "NUMERIC", "DECIMAL(10, 2)", "REAL", "DOUBLE PRECISION"])
      : random.pick(isStrict ? ["TEXT"] : ["TEXT", "VARCHAR(20)", "varchar (30)", "CLOB", "TEXT"])
    let spelled = quote(name)
    var clauses: [String] = []
    if random.happens(40) {
      clauses.append("NOT NULL" + random.pick(["", "", " ON CONFLICT FAIL", " ON CONFLICT IGNORE"]))
    }
    if random.happens(40) || clauses.first == "NOT NULL" {
      let values = isNumber ? ["3", "-2", "(1 + 1)", "+7"] : ["'x'", "CURRENT_TIMESTAMP", "('a' || 'b')", "'it''s'"]
      clauses.append("DEFAULT " + random.pick(values))
    }
    if random.happens(25) {
      let check = isNumber ? "(\(quote(name)) >= -2)" : "(length(\(quote(name))) < 25)"
      clauses.append(random.pick(["", "CONSTRAINT c_\(random.number(below: 99)) "]) + "CHECK " + check)
    }
    if random.happens(25), !isNumber { clauses.append("COLLATE " + random.pick(["NOCASE", "RTRIM", "BINARY"])) }
    if random.happens(15) {
      clauses.append("UNIQUE" + random.pick(["", " ON CONFLICT REPLACE", " ON CONFLICT IGNORE"]))
    }
    clauses.shuffle(using: &random)
    let blank = random.pick([" ", " ", "\n    ", " /* so */ "])
    return .init(name: name, definition: ([spelled, type] + clauses).joined(separator: blank))
  }

  private mutating func reference() -> ForeignTables.Column {
    var text = "pid INTEGER REFERENCES p" + random.pick(["", " (id)", "(\"id\")"])
    text += random.pick(["", " ON DELETE CASCADE", " ON DELETE SET NULL"])
    text += random.pick(["", " ON UPDATE CASCADE", " ON UPDATE SET NULL", " MATCH FULL"])
    text += random.pick(["", "", " DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE"])
    return .init(name: "pid", definition: text)
  }

  private mutating func constraints(of tables: inout ForeignTables, _ names: [String]) {
    if random.happens(25), names.count > 2 {
      let text = "UNIQUE (\(quote(names[0])), \(quote(names[1])))" + random.pick(["", " ON CONFLICT REPLACE"])
      tables.constraints.append(random.pick(["", "CONSTRAINT \"two of them\" "]) + text)
    }
    if random.happens(25), names.count > 1 {
      tables.constraints.append("CHECK (\(quote(names[0])) IS NOT NULL OR \(quote(names[1])) <> 'never')")
    }
  }

  private mutating func objects(of tables: inout ForeignTables, _ names: [String]) {
    for place in 0..<random.number(below: 4) {
      let (one, other) = (quote(random.pick(names)), quote(random.pick(names)))
      let unique = random.pick(["", "", "UNIQUE "])
      let part = random.pick([one, "\(one) DESC", "lower(\(one))", "\(one) COLLATE NOCASE", "\(one), \(other)"])
      let condition = random.pick(["", "", " WHERE \(other) IS NOT NULL", " WHERE \(other) > 1"])
      tables.objects.append("CREATE \(unique)INDEX i\(place) ON t (\(part))\(condition)")
    }
    let one = random.pick(names)
    if random.happens(40) {
      tables.objects.append(
        random.pick([
          "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('in ' || ifnull(new.\(quote(one)), '')); END",
          "CREATE TRIGGER tr AFTER UPDATE OF \(quote(one)) ON t BEGIN INSERT INTO log VALUES ('up'); END",
          "CREATE TRIGGER tr BEFORE DELETE ON t WHEN old.id IS NOT NULL BEGIN INSERT INTO log VALUES ('out'); END",
          "CREATE TRIGGER tr AFTER INSERT ON log BEGIN UPDATE t SET \(quote(one)) = \(quote(one)); END",
        ]))
    }
    if random.happens(25) {
      // String literals in double quotes.
      tables.objects.append(
        random.pick([
          "CREATE TRIGGER dq AFTER INSERT ON log BEGIN UPDATE p SET code = code WHERE code = \"none\"; END",
          "CREATE TRIGGER dq AFTER DELETE ON t BEGIN INSERT INTO log VALUES (\"out\"); END",
          "CREATE VIEW dq AS SELECT id, \"text\" AS what FROM p",
        ]))
    }
    if random.happens(40) {
      let columns = [quote("id"), random.pick([quote(one), "\"\(one)\""])].joined(separator: ", ")
      tables.objects.append("CREATE VIEW v AS SELECT \(random.pick(["*", columns, columns])) FROM t")
    }
  }

  private mutating func rows(of tables: inout ForeignTables) {
    tables.rows = ["INSERT INTO p VALUES (1, 'one'), (2, 'two')"]
    for row in 1...4 {
      var values: [String] = []
      for column in tables.columns where !column.isGenerated {
        let isNumber = ["qty", "price", "flag", "n2"].contains(column.name)
        let isFraction = ["REAL", "DOUBLE", "DECIMAL", "NUMERIC"].contains { column.definition.contains($0) }
        switch column.name {
        case "id": values.append(column.definition.contains("TEXT") ? "'k\(row)'" : "\(row)")
        case "pid": values.append(random.pick(["1", "2", "NULL"]))
        case _ where isNumber: values.append(isFraction ? "\(row).5" : "\(row)")
        case _: values.append("'v\(row)'")
        }
      }
      tables.rows.append(
        "INSERT OR IGNORE INTO t (\(tables.columns.filter { !$0.isGenerated }.map { "\"\($0.name)\"" }.joined(separator: ", "))) "
          + "VALUES (\(values.joined(separator: ", ")))")
    }
  }
}
