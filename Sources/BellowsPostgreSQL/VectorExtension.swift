// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The extension `vector` (pgvector), which indexes of vectors need.
///
/// Bellows creates no extension: that is for the owner of the database, who also chooses its schema.
struct VectorExtension {
  /// The schema of its type and operators; `nil` if it is not installed.
  var schema: String?
  var version: String?
  /// Whether it has the access method of the indexes.
  var hasMethod = false
  /// Whether the server has its files.
  var isAvailable = false
  /// Whether the role may use its schema.
  var isUsable = false
  var role = ""

  /// Returns whether a statement needs the extension.
  static func isNeeded(by statement: String) -> Bool {
    statement.contains(operators) && SQLToken.tokens(of: statement).contains { $0.says(operators) }
  }

  private static let operators = "vector_cosine_ops"

  /// What to do before an index of vectors can be created; `nil` if one can.
  var problem: String? {
    guard let schema else {
      return (isAvailable ? "" : "install pgvector on the server, then ")
        + "run CREATE EXTENSION vector as a superuser or the owner of the database"
    }
    if !hasMethod {
      return "version \(version ?? "") has no hnsw indexes; install pgvector 0.5 or later, then run "
        + "ALTER EXTENSION vector UPDATE"
    }
    if !isUsable {
      return "\(role) may not use its schema; run "
        + "GRANT USAGE ON SCHEMA \(quoted(schema)) TO \(quoted(role))"
    }
    return nil
  }
}

extension Connection {
  /// Returns what the database has of the extension.
  func vectorExtension() throws -> VectorExtension {
    let found = try run(
      """
      SELECT n.nspname, e.extversion, EXISTS (SELECT 1 FROM pg_am WHERE amname = 'hnsw'),
        EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector'),
        coalesce(has_schema_privilege(n.oid, 'USAGE'), false), current_user
      FROM (SELECT 1) AS one LEFT JOIN pg_extension e ON e.extname = 'vector'
      LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
      """)
    return VectorExtension(
      schema: found.text(0, 0), version: found.text(0, 1), hasMethod: found.text(0, 2) == "t",
      isAvailable: found.text(0, 3) == "t", isUsable: found.text(0, 4) == "t", role: found.text(0, 5) ?? "")
  }

  /// Runs a statement that changes the schema; the names of the extension are found in its schema.
  func change(_ statement: String, _ options: Options) throws {
    guard VectorExtension.isNeeded(by: statement) else { return _ = try run(statement) }
    let found = try vectorExtension()
    if let problem = found.problem {
      throw DatabaseUnable("\(options.name): an index needs the extension vector: \(problem)")
    }
    let path = try run("SELECT current_setting('search_path')").text(0, 0) ?? ""
    func setPath(_ path: String) throws {
      try run("SELECT set_config('search_path', $1, $2)", [path, isIdle ? "false" : "true"])
    }
    try setPath("\(path), \(quoted(found.schema ?? ""))")
    try run(statement)
    try setPath(path)
  }
}
