// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import Reports
import SchemaLanguage
import SchemaModel

/// Edits the files of a Convex project so that they say another schema.
///
/// Each element is edited where it is written. Every edit is checked by reading the project again: it must change this
/// element and nothing else. If no edit does, the whole table is written out; if that fails, too, it is left.
struct SchemaRewriting {
  private let path: String
  private let files: any ConvexFiles
  /// The changed files.
  private(set) var texts: [String: [UInt8]] = [:]
  /// The tables that cannot be edited in place.
  private(set) var left: Set<TableName> = []
  private var schema: Schema

  /// - Parameter path: `convex/schema.ts`.
  init(_ path: String, in files: any ConvexFiles, texts: [String: [UInt8]] = [:]) throws(ConvexReadingFailure) {
    self.path = path
    self.files = files
    self.texts = texts
    schema = try readConvexSchema(at: path, in: EditedFiles(base: files, texts: texts)).schema
  }

  /// The text of a file before any edit.
  func original(_ path: String) -> [UInt8] {
    if case .text(let bytes) = files.contents(of: path) { bytes } else { [] }
  }

  /// Edits the files until they say a schema, apart from the tables that are `left`.
  mutating func rewrite(to goal: Schema) {
    for (old, new) in goal.tables(changedSince: schema) {
      switch (old, new) {
      case (let old?, nil): edit(old.name, to: nil) { [$0.removed(old.name)] }
      case (nil, let new?): edit(new.name, to: new) { [$0.added(new)] }
      case (let old?, let new?): rewrite(old, to: new)
      case (nil, nil): continue
      }
    }
  }

  private mutating func rewrite(_ old: Table, to new: Table) {
    if says(old, new) { return }
    if case .fields(let before) = old.content, case .fields(let after) = new.content {
      var table = old
      if rewriteParts(&table, before, after, new) { return }
    }
    edit(new.name, to: new) { [$0.whole(new)] }
  }

  /// Edits the fields and indexes of a table one by one; returns whether the table is as it will be.
  private mutating func rewriteParts(_ table: inout Table, _ before: [Field], _ after: [Field], _ new: Table) -> Bool {
    let name = new.name
    func fields(_ table: Table) -> [Field] { if case .fields(let fields) = table.content { fields } else { [] } }
    for index in table.indexes where !new.indexes.contains(where: { $0.name == index.name }) {
      table.indexes.removeAll { $0.name == index.name }
      guard change(table, { [$0.removed(index, of: name)] }) else { return false }
    }
    for field in before where !after.contains(where: { $0.name == field.name }) {
      table.content = .fields(fields(table).filter { $0.name != field.name })
      guard change(table, { [$0.removed(field, of: name)] }) else { return false }
    }
    for field in after {
      var now = fields(table)
      guard let known = now.first(where: { $0.name == field.name }) else {
        now.append(field)
        table.content = .fields(now)
        let others = after.prefix { $0.name != field.name }.reversed().map(\.name)
        guard change(table, { [$0.added(field, to: name, after: others)] }) else { return false }
        continue
      }
      if known.type == field.type { continue }
      now = now.map { $0.name == field.name ? field : $0 }
      table.content = .fields(now)
      guard change(table, { $0.changed(known, to: field, of: name) }) else { return false }
    }
    for index in new.indexes where !table.indexes.contains(index) {
      if let place = table.indexes.firstIndex(where: { $0.name == index.name }) {
        table.indexes[place] = index
        guard change(table, { [$0.changed(index, of: name)] }) else { return false }
        continue
      }
      table.indexes.append(index)
      guard change(table, { [$0.added(index, to: name)] }) else { return false }
    }
    return says(schema.table(name), new)
  }

  private mutating func change(_ table: Table, _ candidates: (LocatedSchema) -> [[LocatedEdit]?]) -> Bool {
    tryEdits(table.name, to: table, candidates)
  }

  private mutating func edit(_ name: TableName, to table: Table?, _ candidates: (LocatedSchema) -> [[LocatedEdit]?]) {
    if !tryEdits(name, to: table, candidates) { left.insert(name) }
  }

  /// Applies the first of some edits after which the table is as it will be, and all others are as they were.
  private mutating func tryEdits(
    _ name: TableName, to table: Table?, _ candidates: (LocatedSchema) -> [[LocatedEdit]?]
  ) -> Bool {
    let files = EditedFiles(base: files, texts: texts)
    guard let layout = try? readConvexLayout(at: path, in: files) else { return false }
    var expected = schema
    expected.tables.removeAll { $0.name == name }
    if let table { expected.tables.append(table) }
    expected = Schema(target: .convex, tables: expected.tables)
    for edits in candidates(LocatedSchema(layout)) {
      guard let edits, let changed = apply(edits, layout) else { continue }
      let new = texts.merging(changed) { $1 }
      guard let read = try? readConvexSchema(at: path, in: EditedFiles(base: self.files, texts: new)).schema,
        Schema(target: .convex, tables: read.tables).saysTheSame(as: expected)
      else { continue }
      texts = new
      schema = read
      return true
    }
    return false
  }

  private func apply(_ edits: [LocatedEdit], _ layout: ConvexLayout) -> [String: [UInt8]]? {
    var result: [String: [UInt8]] = [:]
    for (file, edits) in Dictionary(grouping: edits, by: \.file) {
      let source = layout.files[file]
      guard isEditable(source.path), let text = source.bytes.applying(edits.map(\.edit)) else { return nil }
      result[source.path] = text
    }
    return result
  }

  /// Whether a file belongs to the repository, and not to a package from elsewhere: only files of the repository are read.
  private func isEditable(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("node_modules")
  }

  private func says(_ one: Table?, _ other: Table?) -> Bool {
    Schema(target: .convex, tables: [one].compactMap(\.self))
      .saysTheSame(as: Schema(target: .convex, tables: [other].compactMap(\.self)))
  }
}

/// Files of which some have another text.
struct EditedFiles: ConvexFiles {
  var base: any ConvexFiles
  var texts: [String: [UInt8]]

  func contents(of path: String) -> ConvexFile { texts[path].map { .text($0) } ?? base.contents(of: path) }
  func folders(in path: String) -> [String] { base.folders(in: path) }
}

/// An edit in a file.
struct LocatedEdit {
  /// The index of the file.
  var file: Int
  var edit: TextEdit
}
