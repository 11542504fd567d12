// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Returns the text of a schema, formatted as by `format`.
///
/// Parsing it gives an equal schema.
package func printSchema(_ schema: Schema) -> String {
  var text = "target \(schema.target.rawValue)\n"
  text.reserveCapacity(schema.tables.count * 512)
  let external = Set(schema.externalTables.map(\.name))
  let tables = external.isEmpty ? schema.tables : Schema(tables: schema.tables + schema.externalTables).tables
  for table in tables {
    var printer = SchemaPrinter()
    printer.write(table, isExternal: external.contains(table.name))
    text += "\n"
    text += printer.hasLongLine ? broken(printer.text) : printer.text
  }
  return text
}

/// Returns the text of a schema with its `type` declarations, which no field of the text uses: generated Swift has their
/// names.
package func printSchemaWithTypes(_ schema: Schema) -> String {
  var text = printSchema(schema)
  for named in schema.namedTypes.all {
    var printer = SchemaPrinter()
    printer.write(named)
    text += "\n"
    text += printer.hasLongLine ? broken(printer.text) : printer.text
  }
  return text
}

/// Returns a declaration with long lines broken by `format`.
private func broken(_ text: String) -> String {
  // `format` fails only for text that does not parse, and printed text parses.
  (try? format(SourceFile(path: "", text: text))) ?? text
}

/// Writes a table with each field and index on one line of any length.
private struct SchemaPrinter {
  private(set) var text = ""

  /// Whether a line is too long.
  var hasLongLine: Bool {
    var width = 0
    for byte in text.utf8 where byte & 0xC0 != 0x80 {
      width = byte == UInt8(ascii: "\n") ? 0 : width + 1
      if width > FormatWriter.mostColumns { return true }
    }
    return false
  }

  mutating func write(_ named: NamedType) {
    write(documentation: named.documentation, indentation: "")
    text += "type " + named.name.text.spelledAsName + " = "
    named.type.write(to: &text)
    text += "\n"
  }

  mutating func write(_ table: Table, isExternal: Bool) {
    write(documentation: table.documentation, indentation: "")
    text += "table " + table.name.text.spelledAsName
    if isExternal { text += " external" }
    write(was: table.previousNames.map(\.text))
    if let name = table.explicitStoredName { write("table", [name.text.quoted]) }
    if let reason = table.deprecation { write("deprecated", [reason.quoted]) }
    switch table.content {
    case .fields(let fields):
      write(fields, table.indexes)
    case .variants(let variants):
      text += " = "
      for (index, variant) in variants.enumerated() {
        if index > 0 { text += " | " }
        ValueType.object(variant).write(to: &text)
      }
      if !table.indexes.isEmpty { write([], table.indexes) }
    }
    text += "\n"
  }

  /// Writes the braces of a table: fields, an empty line, indexes.
  private mutating func write(_ fields: [Field], _ indexes: [Index]) {
    guard !fields.isEmpty || !indexes.isEmpty else { return text += " {}" }
    text += " {\n"
    for field in fields { write(field) }
    if !fields.isEmpty, !indexes.isEmpty { text += "\n" }
    for index in indexes { write(index) }
    text += "}"
  }

  private mutating func write(_ field: Field) {
    write(documentation: field.documentation, indentation: "  ")
    text += "  " + field.name.text.spelledAsName + ": "
    if field.literalRenames.isEmpty, field.memberRenames.isEmpty {
      field.declaredType.write(to: &text)
    } else {
      var writer = RenamedTypeWriter(field.literalRenames, field.memberRenames)
      writer.write(field.declaredType)
      text += writer.text
    }
    if field.isKey { write("key", []) }
    write(was: field.previousNames.map(\.text))
    if !field.sources.isEmpty { write("from", field.sources.map(\.text.spelledAsName)) }
    if let name = field.explicitStoredName { write("column", [name.text.quoted]) }
    if let form = field.storedForm { write("stored", [form.description]) }
    if let action = field.onDelete { write("onDelete", [action.rawValue]) }
    if let reason = field.deprecation { write("deprecated", [reason.quoted]) }
    if let value = field.defaultValue { text += " = " + value.spelling }
    text += "\n"
  }

  private mutating func write(_ index: Index) {
    switch index.kind {
    case .index: text += "  index "
    case .unique: text += "  unique "
    case .search: text += "  search "
    case .vector: text += "  vector "
    }
    text += index.name.text.spelledAsName + " (" + spelling(index.paths) + ")"
    if !index.filters.isEmpty { text += " filter (" + spelling(index.filters) + ")" }
    if case .vector(let dimensions) = index.kind { text += " dimensions \(dimensions)" }
    text += "\n"
  }

  private func spelling(_ paths: [[FieldName]]) -> String {
    paths.map { $0.map(\.text.spelledAsName).joined(separator: ".") }.joined(separator: ", ")
  }

  private mutating func write(was names: [String]) {
    if !names.isEmpty { write("was", names.map(\.spelledAsName)) }
  }

  private mutating func write(_ attribute: String, _ arguments: [String]) {
    text += " @" + attribute
    if !arguments.isEmpty { text += "(" + arguments.joined(separator: ", ") + ")" }
  }

  private mutating func write(documentation: String?, indentation: String) {
    guard let documentation else { return }
    for line in documentation.split(separator: "\n", omittingEmptySubsequences: false) {
      text += indentation + (line.isEmpty ? "///" : "/// " + line) + "\n"
    }
  }
}

extension Default {
  /// The spelling in the language after `=`.
  package var spelling: String {
    switch self {
    case .literal(let literal): literal.description
    case .emptyArray: "[]"
    case .emptyObject: "{}"
    case .now: "now"
    case .uuid: "uuid"
    case .auto: "auto"
    case .text(_, let text): text.quoted
    }
  }
}
