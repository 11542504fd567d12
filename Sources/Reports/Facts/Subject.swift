// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The subject of a change: `users.name`, with a detail such as `: string` or ` -> users.fullName`.
struct Subject: Hashable {
  var name: String
  /// The text after the name; may be empty.
  var detail = ""
  /// The names of what is replaced, or derived from, and of what replaces it.
  var columns: Columns?

  struct Columns: Hashable {
    /// One column or table, or the columns from which the new one is derived.
    var old: [String]
    var new: String
  }

  var text: String { name + detail }

  /// Returns the subject with the names of its columns or tables.
  fileprivate func naming(_ old: [String], _ new: String) -> Subject {
    var subject = self
    subject.columns = Columns(old: old, new: new)
    return subject
  }
}

extension Change {
  /// The subject of the change for an action: its old side, its new side, or both.
  func subject(for action: Action) -> Subject {
    switch self {
    case .targetChanged(let old, let new): Subject(name: "target", detail: " \(old.rawValue) -> \(new.rawValue)")
    case .tableAdded(let table), .tableRemoved(let table): Subject(name: table.name.text.spelledAsName)
    case .tableRenamed(let old, let new):
      action.between(old.name.text.spelledAsName, new.name.text.spelledAsName).naming([old.name.text], new.name.text)
    case .tableKeyChanged(let old, let new):
      action.between(old.keySpelling, new.keySpelling, of: new.name.text.spelledAsName, after: ": key ")
    case .fieldAdded(let table, let field), .fieldRemoved(let table, let field):
      Subject(name: spelled(table, field), detail: ": \(shortened(field.type))")
    case .fieldRenamed(let table, let old, let new):
      action.between(spelled(table, old), spelled(table, new)).naming([old.name.text], new.name.text)
    case .fieldDerived(let table, let sources, let new):
      Subject(
        name: spelled(table, new), detail: " from " + sources.map(\.name.text.spelledAsName).joined(separator: ", ")
      ).naming(sources.map(\.name.text), new.name.text)
    case .fieldTypeChanged(let table, _, let new) where action == .drop,
      .referenceKeyChanged(let table, _, let new) where action == .drop:
      // The field is now stored in the second column.
      Subject(name: "the old column of \(spelled(table, new))")
    case .fieldTypeChanged(let table, let old, let new):
      // The differences of long types are listed with the change.
      if max(old.type.description.count, new.type.description.count) > longestType {
        Subject(name: spelled(table, new))
      } else {
        action.between(old.type.description, new.type.description, of: spelled(table, new), after: ": ")
      }
    case .fieldStorageChanged(let table, let old, let new):
      action.between(
        old.storedName.text.spelledAsName, new.storedName.text.spelledAsName, of: spelled(table, new), after: " in "
      ).naming([old.storedName.text], new.storedName.text)
    case .referenceKeyChanged(let table, _, let new): Subject(name: spelled(table, new))
    case .defaultChanged(let table, _, let new): Subject(name: "default of \(spelled(table, new))")
    case .referenceActionChanged(let table, let old, let new):
      action.between(old.actionSpelling, new.actionSpelling, of: spelled(table, new), after: " ")
    case .indexAdded(let table, let index), .indexRemoved(let table, let index):
      Subject(name: spelled(table, index), detail: " " + index.pathSpelling)
    case .indexChanged(let table, let old, let new):
      action.between(old.pathSpelling, new.pathSpelling, of: spelled(table, new), after: " ")
    case .rowChanged(_, let new): Subject(name: new.name.text.spelledAsName + ".*")
    }
  }

  private func spelled(_ table: TableName, _ field: Field) -> String {
    "\(table.text.spelledAsName).\(field.name.text.spelledAsName)"
  }

  private func spelled(_ table: TableName, _ index: Index) -> String {
    "\(table.text.spelledAsName)#\(index.name.text.spelledAsName)"
  }
}

extension Action {
  /// The side of a change that an action is about.
  private enum Side { case old, new, both }

  private var side: Side {
    switch self {
    case .drop, .stopReading, .stopWriting, .stopUsing: .old
    case .introduce, .build, .writeWide, .strict, .enforce, .respect, .switchOver: .new
    case .readWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld, .readBothWriteNew, .writeBothReadOld,
      .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .replaceOnWrite, .keepInSync, .relax:
      .both
    }
  }

  /// The old spelling, the new one, or `old -> new`; equal spellings are not repeated.
  fileprivate func between(_ old: String, _ new: String) -> Subject {
    switch side {
    case .old: Subject(name: old)
    case .new: Subject(name: new)
    case .both: Subject(name: old, detail: old == new ? "" : " -> " + new)
    }
  }

  /// The same for a part of something whose name precedes it.
  fileprivate func between(_ old: String, _ new: String, of name: String, after separator: String) -> Subject {
    Subject(name: name, detail: separator + between(old, new).text)
  }
}

extension Field {
  fileprivate var actionSpelling: String { onDelete.map { "@onDelete(\($0.rawValue))" } ?? "without @onDelete" }
}

extension Index {
  /// `(team, role)`, with the filter of a search index and the dimensions of a vector index.
  fileprivate var pathSpelling: String {
    func list(_ paths: [[FieldName]]) -> String {
      "(" + paths.map { $0.map(\.text.spelledAsName).joined(separator: ".") }.joined(separator: ", ") + ")"
    }
    let filter = filters.isEmpty ? "" : " filter \(list(filters))"
    if case .vector(let dimensions) = kind { return "\(list(paths))\(filter) dimensions \(dimensions)" }
    return list(paths) + filter
  }
}

extension Table {
  fileprivate var keySpelling: String {
    keyFields.isEmpty
      ? ReservedNames.assignedKey.text : keyFields.map(\.name.text.spelledAsName).joined(separator: ", ")
  }
}

extension SchemaPath {
  /// The path with unusual names in backticks.
  var spelling: String {
    switch part {
    case .table: table.text.spelledAsName
    case .field(let names):
      table.text.spelledAsName + "."
        + names.map { $0.text == "[]" ? "[]" : $0.text.spelledAsName }.joined(separator: ".")
    case .index(let name): table.text.spelledAsName + "#" + name.text.spelledAsName
    case .row: table.text.spelledAsName + ".*"
    }
  }
}

extension ColumnID {
  /// Table and column with unusual names in backticks.
  var spelling: String {
    table.text.spelledAsName + "." + (column == ColumnID.wholeRow ? "*" : column.text.spelledAsName)
  }
}
