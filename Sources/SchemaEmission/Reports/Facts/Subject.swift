// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

/// What a change is about, in a few words of the language: `users.name`, and `: string` or ` -> users.fullName`.
struct Subject: Hashable {
  var name: String
  /// What stands after the name; empty when the name says it all.
  var detail = ""

  var text: String { name + detail }
}

extension Change {
  /// What stands in lists of things to do.
  var subject: Subject {
    switch self {
    case .targetChanged(let old, let new): Subject(name: "target", detail: " \(old.rawValue) -> \(new.rawValue)")
    case .tableAdded(let table), .tableRemoved(let table): Subject(name: table.name.text.spelledAsName)
    case .tableRenamed(let old, let new):
      Subject(name: old.name.text.spelledAsName, detail: " -> \(new.name.text.spelledAsName)")
    case .tableKeyChanged(let old, let new):
      Subject(name: new.name.text.spelledAsName, detail: ": key \(old.keySpelling) -> \(new.keySpelling)")
    case .fieldAdded(let table, let field), .fieldRemoved(let table, let field):
      Subject(name: spelled(table, field), detail: ": \(shortened(field.type))")
    case .fieldRenamed(let table, let old, let new):
      Subject(name: spelled(table, old), detail: " -> \(spelled(table, new))")
    case .fieldDerived(let table, let sources, let new):
      Subject(
        name: spelled(table, new),
        detail: " from " + sources.map(\.name.text.spelledAsName).joined(separator: ", "))
    case .fieldTypeChanged(let table, let old, let new):
      Subject(name: spelled(table, new), detail: ": \(shortened(old.type)) -> \(shortened(new.type))")
    case .referenceKeyChanged(let table, _, let new), .fieldStorageChanged(let table, _, let new),
      .defaultChanged(let table, _, let new):
      Subject(name: spelled(table, new))
    case .referenceActionChanged(let table, let old, let new):
      Subject(
        name: spelled(table, new),
        detail: ": \(old.onDelete?.rawValue ?? "none") -> \(new.onDelete?.rawValue ?? "none")")
    case .indexAdded(let table, let index), .indexRemoved(let table, let index), .indexChanged(let table, _, let index):
      Subject(name: "\(table.text.spelledAsName)#\(index.name.text.spelledAsName)")
    case .rowChanged(_, let new): Subject(name: new.name.text.spelledAsName + ".*")
    }
  }

  private func spelled(_ table: TableName, _ field: Field) -> String {
    "\(table.text.spelledAsName).\(field.name.text.spelledAsName)"
  }

  /// A type on one line; one that would fill the line says only its beginning.
  private func shortened(_ type: FieldType) -> String {
    let text = type.description
    return text.count <= 40 ? text : String(text.prefix(37)) + "..."
  }
}

extension Table {
  fileprivate var keySpelling: String {
    keyFields.isEmpty ? "_id" : keyFields.map(\.name.text.spelledAsName).joined(separator: ", ")
  }
}

extension SchemaPath {
  /// The path with odd names in backticks, so that it is one word without control characters.
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
  /// Table and column with odd names in backticks.
  var spelling: String {
    table.text.spelledAsName + "." + (column == ColumnID.wholeRow ? "*" : column.text.spelledAsName)
  }
}
