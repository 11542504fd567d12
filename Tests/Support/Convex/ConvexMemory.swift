// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The value that each field of each document had last, by the field's name in the code that wrote it.
struct ConvexMemory {
  struct Key: Hashable {
    var id: Int
    var field: String
  }

  private(set) var documents: [(table: TableName, id: Int)] = []
  private var values: [Key: ConvexValue?] = [:]
  /// The documents as they were, of tables with several variants.
  private(set) var whole: [Int: ConvexDocument] = [:]

  mutating func remember(_ document: ConvexDocument, as id: Int, in table: Table) {
    documents.append((table.name, id))
    guard case .fields(let fields) = table.content else {
      whole[id] = document
      return
    }
    for field in fields {
      values.updateValue(document[field.name.text], forKey: Key(id: id, field: field.name.text))
    }
  }

  /// Remembers what code writes into a field.
  mutating func remember(_ value: ConvexValue?, in use: FieldUse, of id: Int) {
    values.updateValue(value, forKey: Key(id: id, field: use.field.text))
  }

  /// The last value under one of several names, the newest first; `nil` if the document did not have the field.
  func value(of names: [String], in id: Int) -> ConvexValue?? {
    for name in names {
      if let known = values[Key(id: id, field: name)] { return .some(known) }
    }
    return nil
  }
}

extension ConvexRun {
  /// Checks that code can read every value that it reads, and that it is the last one.
  func checkReads(_ deploy: Deploy, only name: StoredName?) throws {
    for use in deploy.code.uses where !use.reads.isEmpty {
      let table = use.reads[0].column.table.text
      if let name, name.text != table { continue }
      for row in store.rows(table) {
        if use.reads[0].column.column == ColumnID.wholeRow {
          guard use.reads[0].type.accepts(.object(row.document)) else {
            throw Lost("deploy \(deploy.number) reads \(row.document) of \(table)")
          }
          continue
        }
        for read in use.reads where !read.type.accepts(row.document[read.column.column.text]) {
          throw Lost("deploy \(deploy.number) reads \(read.column) of \(row.document)")
        }
        let found = use.reads.lazy.compactMap { row.document[$0.column.column.text] }.first
        try check(found, of: use.field, in: row.id, use.table, "deploy \(deploy.number)")
      }
    }
  }

  /// Checks that each document has the values that the goal still accepts.
  func checkNothingIsLost() throws {
    for (table, id) in memory.documents {
      guard let goal = plan.goal.table(table) else {
        if store.row(id, in: table.text) != nil { throw Lost("\(table) keeps the document \(id)") }
        continue
      }
      guard let row = store.row(id, in: table.text) else { throw Lost("\(table) has no document \(id)") }
      if let whole = memory.whole[id] {
        let wasKept = row.document == whole || !ConvexValue.object(whole).fits(goal.rowType)
        if !wasKept { throw Lost("\(table) has \(row.document) and had \(whole)") }
        continue
      }
      guard case .fields(let fields) = goal.content else { continue }
      for field in fields { try check(row.document[field.name.text], of: field.name, in: id, table, "the goal") }
    }
  }

  /// Compares a value with the last one that was written, if the goal accepts that.
  private func check(
    _ found: ConvexValue?, of name: FieldName, in id: Int, _ table: TableName, _ reader: String
  ) throws {
    let goal = plan.goal.table(table)?.field(name)
    // Code may use the name that the field has in either schema.
    let field = goal ?? plan.goal.table(table)?.fields.first { $0.previousNames.contains(name) }
    guard let field, field.sources.isEmpty else { return }
    let names = [field.name.text] + field.previousNames.map(\.text)
    // Members keep their values under their new names; code may read a value whose members are not renamed yet.
    let renames =
      plan.backfills.lazy.compactMap { backfill -> [MemberRename]? in
        guard case .renameMembers(let renames) = backfill.transform, backfill.fields.contains(field.name),
          backfill.storedTable.text == table.text
        else { return nil }
        return renames
      }.first ?? []
    func renamed(_ value: ConvexValue?) -> ConvexValue? {
      value.map { value in renames.reduce(value) { $0.renamed($1, at: $1.path[...]) } }
    }
    guard let known = memory.value(of: names, in: id) else { return }
    let (last, read) = (renamed(known), renamed(found))
    guard field.type.accepts(last) else { return }
    let isRenamed = !field.literalRenames.isEmpty && found == last?.remapped(field.literalRenames)
    // A missing value may be filled.
    if read == last || last == nil || isRenamed { return }
    throw Lost(
      "\(reader) has \(found.map { "\($0)" } ?? "nothing") for \(table).\(name), which was \(last.map { "\($0)" } ?? "")"
    )
  }
}
