// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Names that people and programs give, in scripts and forms that generated Swift must be able to spell.
package enum ScriptNames {
  /// Names in scripts with and without capitals, with combining marks, and without any letter.
  package static let ofScripts = [
    "größe", "Ñandú", "cafe\u{301}", "ıİ", "ǆep", "ŉame", "ﬁle",
    "όνομα", "Ωmega", "ΐdea", "имя", "Ёлка", "年齢", "用户", "名前", "三", "テーブル", "이름", "اسم", "عمر٣", "שֵׁם", "שם",
    "नाम", "उम्र", "ชื่อ", "பெயர்", "ნომერი", "ՀԱՅ", "𐐨𐐩", "𝒙", "ℵ", "ª", "²", "🎈", "👩‍👩‍👧", "\u{301}x", "a\u{200D}b",
    "__", "-", " ",
  ]

  /// Names that begin with a digit, or that are alike once they are Swift identifiers.
  package static let ofDigitsAndTwins = [
    "2fa", "2_fa", "2", "٣٤", "1st", "a_b", "a-b", "aB", "A b", "ab_2", "ab2", "x1", "x_1", "ID", "id_", "URLPath",
    "url_path", "value", "value_1", "年齢value", "年齢_2", "fill年齢",
  ]

  /// Keywords, contextual words, and members that Swift or generated code gives a meaning.
  package static let ofKeywords = [
    "class", "func", "default", "init", "self", "Self", "Type", "Protocol", "inout", "isolated", "sending", "borrowing",
    "consuming", "some", "any", "each", "repeat", "async", "await", "try", "throws", "nil", "true", "in", "is", "as",
    "get", "set", "willSet", "didSet", "weak", "unowned", "lazy", "final", "indirect", "mutating", "prefix", "operator",
    "package", "open", "actor", "macro", "nonisolated", "yield", "then", "discard", "copy", "consume", "where", "_x",
    "hash", "hashValue", "description", "debugDescription", "encode", "json", "table", "columns", "key_columns",
    "all_cases", "literals", "carried", "write", "row", "rows", "record_key", "coding_keys", "raw_value", "value",
    "read", "members", "key", "none", "plan", "before", "backfills", "statements1", "rollbackStatements1",
    "rollbackPlan1", "backfill1",
  ]

  /// Names of types of Swift, of Foundation and of the runtime, and names that become such with a suffix.
  package static let ofTypes = [
    "Row", "Date", "Key", "Data", "String", "Int", "Int64", "Double", "Bool", "Error", "Result", "Task", "Optional",
    "Array", "Set", "Never", "Void", "Any", "UUID", "uu", "UU", "URL", "Locale", "Record", "Column", "Written",
    "Readable", "Writable", "Stored", "Table", "Rows", "Plan", "Migrations", "Backfill", "Schema", "statement",
    "StoredValue", "StoredTable", "Rebuild", "Way", "Back", "check", "Foundation", "Bellows", "Swift", "Sendable",
    "Hashable", "Codable", "CaseIterable", "JSONValue", "Null", "Nullable", "Timestamp", "Day", "ExactDecimal", "Users",
    "UsersRow", "users_write", "users_id", "UsersBefore", "Unfilled", "BuiltInConversion", "RawValue", "AllCases",
    "CodingKeys", "Carried", "Object", "Kind", "Value",
  ]

  /// All of them.
  package static let all = ofScripts + ofDigitsAndTwins + ofKeywords + ofTypes
}
