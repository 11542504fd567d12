// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Words of SQL, Prisma, TypeScript and other schema languages, with their equivalents in this language.
///
/// Case is ignored. Declared names take precedence over these words: `type text = string` is valid.
struct FamiliarWord: Sendable {
  /// The equivalents; the first is the first fix-it.
  var replacements: [String]
  /// What to do if a replacement is not enough, as the end of a message.
  var advice: String?

  static func type(_ word: String) -> FamiliarWord? {
    // In TypeScript and Swift a `Date` is a timestamp.
    if word.utf8.elementsEqual("Date".utf8) { return instantOrDay }
    return entry(word, types)
  }

  static func attribute(_ word: String) -> FamiliarWord? { entry(word, attributes) }

  static func declaration(_ word: String) -> FamiliarWord? { entry(word, declarations) }

  static func defaultValue(_ word: String) -> FamiliarWord? { entry(word, defaults) }

  static func target(_ word: String) -> FamiliarWord? { entry(word, targets) }

  static func constraint(_ word: String) -> FieldConstraint? { entry(word, constraints) }

  /// Arguments of attributes: `@stored(varchar)`, `@onDelete(no_action)`.
  static func argument(_ word: String) -> FamiliarWord? { entry(word, arguments) }

  private static func entry<Entry>(_ word: String, _ table: [String: Entry]) -> Entry? {
    // No word of these tables is longer, and a name may have megabytes.
    word.utf8.count <= 20 ? table[word.lowercased()] : nil
  }

  private static let instantOrDay = FamiliarWord(
    replacements: ["date", "timestamp"], advice: "write 'date' for a calendar day or 'timestamp' for an instant")

  private static let types = table([
    ("integer bigint smallint tinyint mediumint int2 int4 int8 int16 int32 int64 uint long short", ["int"], nil),
    ("number", ["int", "double"], "write 'int' for whole numbers or 'double' for others"),
    ("float real float4 float8 float32 float64", ["double"], nil),
    ("boolean bit", ["bool"], nil),
    (
      "text varchar varchar2 char character nvarchar nchar tinytext mediumtext longtext clob citext str email url cuid",
      ["string"], nil
    ),
    ("datetime datetime2 timestamptz instant", ["timestamp"], nil),
    (
      "time interval duration", ["int", "string"], "there is no type for it: keep a number as 'int' or text as 'string'"
    ),
    ("day localdate", ["date"], nil),
    ("blob bytea binary varbinary longblob buffer data", ["bytes"], nil),
    ("numeric money bigdecimal", ["decimal"], nil),
    ("guid uniqueidentifier", ["uuid"], nil),
    ("json jsonb object", ["any"], "name the members, as in { theme: string }, or write 'any'"),
    ("unknown variant mixed", ["any"], nil),
    ("nil none undefined void", ["null"], nil),
    ("serial bigserial", ["int @key = auto"], nil),
    ("enum", [], "write its values as a union: \"member\" | \"admin\""),
    ("array list set", [], "write an array as [string]"),
    ("map dictionary dict record hashmap", [], "write a record as [string: int]"),
    ("optional nullable maybe", [], "write '?' after the type: string?"),
    ("ref reference relation foreign objectid pointer", [], "write a reference as id<users>"),
  ])

  private static let attributes = table([
    ("id pk primary primarykey primary_key", ["key"], nil),
    ("previously renamed renamedfrom rename formerly oldname old", ["was"], nil),
    (
      "name map dbname columnname col", ["column", "table"],
      "write @column(\"...\") for a field or @table(\"...\") for a table"
    ),
    ("computed derived generated", ["from"], nil),
    ("unique", [], "write an index in the braces of the table: unique by_email (email)"),
    ("index indexed", [], "write an index in the braces of the table: index by_email (email)"),
    ("default", [], "write the default with '=': role: string = \"member\""),
    ("references relation ref foreignkey foreign fk", [], "write the type of the field as a reference: id<users>"),
    ("nullable optional null", [], "write '?' after the type: string?"),
    ("required notnull not_null nonnull", [], "a field is required unless its type has a '?'; remove it"),
    ("autoincrement auto_increment increment auto identity serial", [], "write '= auto' after the type of the int key"),
    ("now createdat", [], "write '= now' after the type"),
    ("updatedat", [], "the code that updates a row writes the time"),
    (
      "check length size min max minlength maxlength pattern", [],
      "values are limited by their types alone; check this in the code"
    ),
    ("db type", [], "the target decides how a type is stored; for another form write @stored(text)"),
  ])

  private static let declarations = table([
    ("model entity collection document class struct interface", ["table"], nil),
    ("create", [], "write 'table users { ... }'"),
    ("enum", [], "write its values as a type: type Role = \"member\" | \"admin\""),
    ("alias typealias typedef", ["type"], nil),
    ("datasource database dialect provider engine", ["target"], nil),
  ])

  private static let defaults = table([
    ("current_timestamp current_date getdate sysdate today", ["now"], nil),
    ("gen_random_uuid uuid_generate_v4 uuid4 newid cuid guid", ["uuid"], nil),
    ("autoincrement auto_increment increment identity serial", ["auto"], nil),
    ("yes on", ["true"], nil), ("no off", ["false"], nil),
  ])

  private static let targets = table([
    ("postgres postgre pg psql", ["postgresql"], nil),
    ("sqlite3 libsql turso", ["sqlite"], nil),
    ("mongodb mongo convex firestore dynamodb nosql", ["document"], nil),
  ])

  private static let arguments = table([
    ("string varchar char", ["text"], nil), ("int bigint", ["integer"], nil), ("double float", ["real"], nil),
    ("bytes bytea binary", ["blob"], nil), ("jsonb", ["json"], nil), ("noaction no_action", ["restrict"], nil),
    ("set_null nullify", ["setNull"], nil),
  ])

  private static func table(_ rows: [(words: String, replacements: [String], advice: String?)]) -> [String:
    FamiliarWord]
  {
    var result: [String: FamiliarWord] = [:]
    for row in rows {
      for word in row.words.split(separator: " ") {
        result[String(word)] = FamiliarWord(replacements: row.replacements, advice: row.advice)
      }
    }
    return result
  }

  /// SQL constraints after the type of a column.
  enum FieldConstraint: Sendable {
    case not, null, required, primary, unique, index, defaultValue, references, automatic, check, collate, on
  }

  private static let constraints: [String: FieldConstraint] = [
    "not": .not, "null": .null, "nullable": .null, "optional": .null, "required": .required, "primary": .primary,
    "unique": .unique, "index": .index, "default": .defaultValue, "references": .references,
    "autoincrement": .automatic, "auto_increment": .automatic, "identity": .automatic, "check": .check,
    "collate": .collate, "on": .on,
  ]
}

extension FamiliarWord {
  /// The end of a message about an unknown word: `; did you mean 'int'?`.
  var messageEnd: String {
    if let advice { return "; " + advice }
    return replacements.first.map { "; did you mean '\($0)'?" } ?? ""
  }

  func fixIts(_ range: SourceRange) -> [Diagnostic.FixIt] {
    replacements.map { Diagnostic.FixIt("write '\($0)'", range: range, replacement: $0) }
  }
}
