// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// The contents of a `plan.json` that planning again needs.
package struct PlanState: Hashable, Sendable {
  package var name: String
  package var baseFingerprint: String
  package var goalFingerprint: String
  /// The names of the deploys' schema files, in order.
  package var schemaFiles: [String]
  package var columnMapping: [ColumnID: Set<LogicalField>]
  package var isOffline: Bool
  /// The repair, for a plan that changes no schema.
  package var repair: Repair?
  private var synced: [Int: [SyncedColumns]]

  /// The synchronised columns after a deploy; deploy 0 is before the first.
  package func synced(after deploy: Int) -> [SyncedColumns] { synced[deploy] ?? [] }

  fileprivate init(_ file: WrittenPlan) throws(Unreadable) {
    guard file.format == "bellows-plan/1" else { throw Unreadable("its format is \(file.format.quoted)") }
    name = file.name
    baseFingerprint = file.base.fingerprint
    goalFingerprint = file.target.fingerprint
    schemaFiles = file.deploys.map(\.schema)
    isOffline = file.together
    repair = file.repair.map {
      Repair(
        of: $0.tables.map { TableName($0) }, beside: $0.beside.map { TableName($0) }, isOnce: $0.once ?? false)
    }
    columnMapping = [:]
    synced = [:]
    for entry in file.columnMapping {
      var logicalFields: Set<LogicalField> = []
      for logicalField in entry.logicalFields {
        let (table, field) = try pair(logicalField)
        logicalFields.insert(LogicalField(TableName(table), FieldName(field)))
      }
      columnMapping[try column(entry.column)] = logicalFields
    }
    for entry in file.synced {
      let pair = SyncedColumns(
        old: try column(entry.old), new: try column(entry.new), transform: try transform(entry.transform))
      synced[entry.deploy, default: []].append(pair)
    }
  }
}

/// The errors of plan files, by their IDs.
enum PlanFileDiagnostic: String, DiagnosticKind {
  case unreadablePlan = "unreadable-plan"
}

/// Reads `plan.json` as `planFile` wrote it; throws one error if it cannot be read.
package func readPlanFile(_ file: SourceFile) throws(DiagnosticList) -> PlanState {
  let reason: String
  do throws(Unreadable) {
    return try PlanState(try decoded(file))
  } catch {
    reason = error.reason
  }
  throw DiagnosticList([
    Diagnostic(
      .error, PlanFileDiagnostic.unreadablePlan,
      "\(file.path) is not a plan that Bellows wrote: \(reason); restore it with 'git restore \(file.path)', or generate "
        + "the plan again",
      range: nil)
  ])
}

private func decoded(_ file: SourceFile) throws(Unreadable) -> WrittenPlan {
  do {
    return try readJSON(WrittenPlan.self, from: file.bytes)
  } catch {
    switch error {
    case .notJSON: throw Unreadable("it is not JSON")
    case .missing(let path): throw Unreadable("\(path.quoted) is missing")
    case .wrongType(path: ""): throw Unreadable("it is not a JSON object")
    case .wrongType(let path): throw Unreadable("\(path.quoted) has the wrong type")
    }
  }
}

/// Why a file is not a plan.
private struct Unreadable: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// The members as spelled in the file.
private struct WrittenPlan: Decodable {
  struct Fingerprint: Decodable { var fingerprint: String }
  struct Deploy: Decodable { var schema: String }
  struct Tables: Decodable {
    var tables, beside: [String]
    var once: Bool?
  }
  struct MappedColumn: Decodable {
    var column: [String]
    var logicalFields: [[String]]

    enum CodingKeys: String, CodingKey { case column, logicalFields = "truths" }
  }
  struct Pair: Decodable {
    var deploy: Int
    var old, new: [String]
    var transform: Function
  }
  struct Function: Decodable {
    struct Rename: Decodable { var path, old, new: [String] }
    var kind: String
    var conversion, argument: String?
    var renames: [Rename]?
  }

  var format, name: String
  var base, target: Fingerprint
  var deploys: [Deploy]
  var together: Bool
  var repair: Tables?
  var columnMapping: [MappedColumn]
  var synced: [Pair]

  enum CodingKeys: String, CodingKey {
    case format, name, base, target, deploys, together, repair
    case columnMapping = "meanings"
    case synced = "inStep"
  }
}

private func pair(_ names: [String]) throws(Unreadable) -> (String, String) {
  guard names.count == 2 else { throw Unreadable("expected a pair, found \(names.count) names") }
  return (names[0], names[1])
}

private func column(_ names: [String]) throws(Unreadable) -> ColumnID {
  let (table, column) = try pair(names)
  return ColumnID(StoredName(table), StoredName(column))
}

/// Synchronised columns need a transform with an inverse.
private func transform(_ function: WrittenPlan.Function) throws(Unreadable) -> Transform {
  switch (function.kind, function.conversion, function.argument) {
  case ("copy", _, _): return .copy
  case ("convert", "text", let name?):
    guard let scalar = Scalar(rawValue: name) else { throw Unreadable("unknown type \(name.quoted)") }
    return .convert(.text(from: scalar))
  case ("convert", "int-to-decimal", _): return .convert(.intToDecimal)
  case ("convert", "wrap-in-array", _): return .convert(.wrapInArray)
  case ("convert", "wrap-in-object", let member?): return .convert(.wrapInObject(FieldName(member)))
  case ("remap", _, _):
    var renames: [LiteralRename] = []
    for rename in function.renames ?? [] {
      renames.append(
        LiteralRename(
          path: rename.path.map { FieldName($0) }, old: try literal(rename.old), new: try literal(rename.new)))
    }
    return .remap(renames)
  default: throw Unreadable("columns cannot be kept in sync by \(function.kind.quoted)")
  }
}

private func literal(_ parts: [String]) throws(Unreadable) -> Literal {
  let (kind, text) = try pair(parts)
  switch kind {
  case "string": return .string(text)
  case "int": if let number = Int64(text) { return .int(number) }
  case "double": if let number = Double(text) { return .double(number) }
  case "bool": if let value = Bool(text) { return .bool(value) }
  default: break
  }
  throw Unreadable("\(text.quoted) is not a valid \(kind)")
}
