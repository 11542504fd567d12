// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PlanRehearsal {
  /// Finds what a rename step by step cannot keep: code of both versions runs meanwhile, and newer code inserts rows
  /// without the old column, which a trigger then fills.
  mutating func findObstacles(_ rename: RenamedColumn, _ own: TableText, _ known: TableText, _ state: SchemaState) {
    // The rename has begun, and was possible.
    guard own.column(rename.new) == nil else { return }
    let extras = MoveExtras(own: own, model: known)
    let isOptional = known.column(rename.old)?.clause(.notNull) == nil
    let isUnique = state.isUnique(rename.old, of: own)
    for clause in extras.obstacles(of: rename.old, isOptional: isOptional, isUnique: isUnique) {
      add(clause, of: own, rename)
    }
    for generated in own.columns {
      guard let clause = generated.clause(.generated), own.names(rename.old, in: clause),
        generated.clauses.contains(where: { [.notNull, .check, .unique].contains($0.kind) })
      else { continue }
      add("\(generated.name), which is computed from it and has constraints,", of: own, rename)
    }
    let read = "\(foldedName(own.name)).\(foldedName(rename.old))"
    for object in state.objects.values.sorted(by: { $0.key < $1.key }) {
      guard object.kind == .trigger, foldedName(object.table) == foldedName(own.name),
        state.reads.columns[object.key]?.contains(read) == true, TriggerText(object.sql)?.event != .delete
      else { continue }
      result.problems.append(
        "\(object.label) of \(own.name) uses \(rename.old), which code of the next release does not write any more: "
          + "change or drop the trigger first, \(Self.waysOut(rename))")
    }
  }

  private mutating func add(_ what: String, of table: TableText, _ rename: RenamedColumn) {
    result.problems.append(
      "\(table.name).\(rename.old): \(what) is not part of the schema, and would not hold for code that writes only "
        + "\(rename.new): remove it first, \(Self.waysOut(rename))")
  }

  private static func waysOut(_ rename: RenamedColumn) -> String {
    "stop all code and run the plan with --offline, or keep the stored name with "
      + "'@column(\"\(rename.old)\")' instead of '@was'"
  }
}

extension MoveExtras {
  /// Returns the clauses of a column that a rename step by step cannot keep.
  fileprivate func obstacles(of name: String, isOptional: Bool, isUnique: Bool) -> [String] {
    guard let column = own.column(name) else { return [] }
    var clauses = column.clauses.filter { clause in
      switch clause.kind {
      case .unique: own.saysConflict(clause)
      // A trigger cannot tell a NULL that was written from one that was left out.
      case .default:
        model.column(name)?.clause(.default) == nil && (isOptional || isUnique) && !own.isDefaultNull(clause)
      case .primaryKey, .generated: true
      case .null, .notNull, .check, .collate, .references, .deferrable, .foreignKey: false
      }
    }
    clauses += own.constraints.filter { constraint in
      constraint.kind == .unique && own.saysConflict(constraint)
        && own.columns(of: constraint).contains(foldedName(name))
    }
    return clauses.map { own.source.text(ofTokens: $0.core) }
  }
}

extension SchemaState {
  /// Returns whether a unique constraint or index has a column.
  fileprivate func isUnique(_ name: String, of table: TableText) -> Bool {
    if table.column(name)?.clause(.unique) != nil { return true }
    if table.constraints.contains(where: { $0.kind == .unique && table.columns(of: $0).contains(foldedName(name)) }) {
      return true
    }
    return objects.values.contains { object in
      let tokens = SQLToken.tokens(of: object.sql)
      // A condition after WHERE makes no column unique.
      guard object.kind == .index, foldedName(object.table) == foldedName(table.name),
        tokens.dropFirst().first?.says("unique") == true, let list = tokens.indexParts?.list
      else { return false }
      return ([.sign("(")] + list)[...].first(named: [foldedName(name)]) != nil
    }
  }
}
