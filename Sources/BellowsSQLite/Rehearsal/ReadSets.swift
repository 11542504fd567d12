// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// The columns that each view and trigger of a schema reads and writes, as SQLite's authorizer reports them.
///
/// It does not suffice that they can be prepared: if a column no longer exists, SQLite reads its name in double quotes
/// as a string literal, and a name inside a subquery as a column of an outer query.
struct ReadSets {
  /// By `SchemaObject.key`, with the columns of a `NATURAL JOIN`; an object that cannot be prepared has no entry.
  private(set) var columns: [String: Set<String>] = [:]
  /// Why objects cannot be prepared, by their keys.
  private(set) var failures: [String: String] = [:]

  init(_ connection: Connection) throws {
    let objects = try connection.schemaObjects()
    let collector = ReadCollector()
    let relations = Set(objects.filter { [.table, .view].contains($0.kind) }.map { foldedName($0.name) })
    for object in objects where object.kind == .view {
      let all = try collector.reads(of: "SELECT * FROM \(quoted(object.name))", connection)
      record(object.key, all, try joinColumns(object, relations, connection))
    }
    for object in objects where object.kind == .trigger {
      let all = try collector.reads(of: probe(object, connection), connection)
      let own = all.map { $0.filter { $0.key == object.name } }
      record(object.key, own, try joinColumns(object, relations, connection))
    }
  }

  private mutating func record(
    _ key: String, _ result: Result<[String: Set<String>], SQLiteError>, _ joinColumns: Set<String>
  ) {
    switch result {
    case .success(let reads): columns[key] = reads.values.reduce(into: joinColumns) { $0.formUnion($1) }
    case .failure(let error): failures[key] = error.message
    }
  }

  /// Returns the columns that tables share which an object with a `NATURAL JOIN` names: SQLite reports no access of
  /// those that it joins by.
  ///
  /// - Parameter relations: The folded names of the tables and views.
  private func joinColumns(
    _ object: SchemaObject, _ relations: Set<String>, _ connection: Connection
  ) throws -> Set<String> {
    let tokens = SQLToken.tokens(of: object.sql)
    guard tokens.mayJoinNaturally else { return [] }
    let names = Set(tokens.compactMap { $0.named.map(foldedName) })
    var tables: [String: [String]] = [:]
    for table in names.intersection(relations) where table != foldedName(object.name) {
      let columns = try connection.rows("SELECT name FROM pragma_table_info(?)", table) { $0.text(0) ?? "" }
      for column in columns { tables[foldedName(column), default: []].append(table) }
    }
    let shared = tables.filter { $0.value.count > 1 }
    return Set(shared.flatMap { column, tables in tables.map { "\($0).\(column)" } })
  }

  /// Returns a statement that fires the trigger.
  private func probe(_ trigger: SchemaObject, _ connection: Connection) throws -> String {
    let probes = try WriteProbes(trigger.table, connection)
    return switch TriggerText(trigger.sql)?.event {
    case .insert: probes.insert
    case .delete: probes.delete
    case .update, nil: probes.update
    }
  }
}

extension [SQLToken] {
  /// Whether the text may have a `NATURAL JOIN`.
  var mayJoinNaturally: Bool { contains { $0.says("natural") } }
}

/// Collects the accesses that SQLite reports to the authorizer while a statement is prepared.
private final class ReadCollector {
  /// The columns by the innermost trigger or view that accesses them; the empty name is the statement itself.
  private var reads: [String: Set<String>] = [:]

  func reads(of statement: String, _ connection: Connection) throws -> Result<[String: Set<String>], SQLiteError> {
    reads = [:]
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      connection.handle,
      { context, action, first, second, _, source in
        guard let context, action == SQLITE_READ || action == SQLITE_UPDATE || action == SQLITE_INSERT else {
          return SQLITE_OK
        }
        let collector = Unmanaged<ReadCollector>.fromOpaque(context).takeUnretainedValue()
        let table = foldedName(first.map { String(cString: $0) } ?? "")
        let column = second.map { "." + foldedName(String(cString: $0)) } ?? ""
        collector.reads[source.map { String(cString: $0) } ?? "", default: []].insert(table + column)
        return SQLITE_OK
      }, context)
    defer { sqlite3_set_authorizer(connection.handle, nil, nil) }
    do {
      _ = try connection.prepareOnce(statement)
    } catch let error as SQLiteError {
      return .failure(error)
    }
    return .success(reads)
  }
}
