// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `Migrations/<name>`: a plan's files.
///
/// | file | contents |
/// |---|---|
/// | `plan.md` | the plan, for readers |
/// | `base.schema` | the tables that the plan changes, as they are before it; without any there is no such file |
/// | `goal.schema` | the same tables in the goal; without any there is no such file |
/// | `plan.json` | what planning again needs beside these schemas and the current one |
/// | `deploy` | the deploy that the code of this commit is for: `2 of 3` |
/// | `1-attested-production-app.json` ... | the attestations that `bellows advance` filed |
struct PlanFolder {
  let plan: MigrationName
  /// The source of its files and of the generated Swift.
  let tree: FileTree

  init(_ plan: MigrationName, in tree: FileTree = .disk) {
    self.plan = plan
    self.tree = tree
  }

  static let baseName = "base.schema"
  static let goalName = "goal.schema"
  static let reportName = "plan.md"
  static let dataName = "plan.json"
  static let stageName = "deploy"

  /// Its path: `Migrations/2026-03-01-add-age`.
  var path: String { Layout.planFolder(plan) }

  /// The path of one of its files.
  func file(_ name: String) -> String { join(path, name) }

  /// The names of its files; empty if the folder does not exist.
  func names() throws(Failure) -> [String] {
    tree.kind(path) == .folder ? try io(try tree.names(in: path)) : []
  }

  /// The text of one of its files; throws if it is missing.
  func read(_ name: String) throws(Failure) -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

  /// The bytes of one of its files; throws if it is missing.
  func bytes(of name: String) throws(Failure) -> [UInt8] {
    do {
      return try tree.read(file(name))
    } catch {
      if error.reason == .missing { throw .workspace(.planFileMissing(plan, file: file(name))) }
      throw .file(error)
    }
  }

  /// Whether the folder of another tree has the same plan, at whatever deploy.
  func isSame(as other: PlanFolder) -> Bool {
    [Self.dataName, Self.baseName, Self.goalName].allSatisfy { name in
      switch (try? tree.read(file(name)), try? other.tree.read(other.file(name))) {
      case (nil, nil): true
      case (let one?, let two?): sameText(one, two)
      case _: false
      }
    }
  }

  /// The deploy that the code is for.
  func stage() throws(Failure) -> PlanStage {
    let bytes = try bytes(of: Self.stageName)
    if hasConflict(bytes) { throw .workspace(.conflict(file: file(Self.stageName))) }
    guard let stage = PlanStage(bytes, from: tree.isConvex ? 0 : 1) else {
      throw .workspace(.planFileEdited(plan, file: file(Self.stageName)))
    }
    return stage
  }

  /// The schema that the plan starts from: its tables as they were, beside the others of a schema.
  ///
  /// Throws if it is not the schema from which the plan was made.
  func base(beside current: ReadSchema) throws(Failure) -> ReadSchema { try schema(Self.baseName, beside: current) }

  /// The goal of the plan: its tables as they will be, beside the others of a schema.
  func goal(beside current: ReadSchema) throws(Failure) -> ReadSchema { try schema(Self.goalName, beside: current) }

  private func schema(_ name: String, beside current: ReadSchema) throws(Failure) -> ReadSchema {
    let tables = Set(try state().tables)
    if tables.isEmpty { return current }
    let context = current.schema.without(tables).withoutReferences(to: try partial(of: tables))
    var files = [SourceFile(path: Layout.current, text: printSchema(context))]
    if tree.kind(file(name)) != nil {
      files.insert(SourceFile(path: file(name), bytes: try bytes(of: name)), at: 0)
    }
    return try ReadSchema(files)
  }

  /// The tables that the plan creates or drops: other plans may refer to them where this one does not have them.
  private func partial(of tables: Set<TableName>) throws(Failure) -> Set<TableName> {
    var names: Set<TableName> = []
    for name in [Self.baseName, Self.goalName] {
      let text = tree.kind(file(name)) == nil ? "" : try read(name)
      names.formUnion(tables.filter { !text.contains("\ntable \($0.text.spelledAsName) ") })
    }
    return names
  }

  /// What planning again needs.
  func state() throws(Failure) -> PlanState {
    let data = SourceFile(path: file(Self.dataName), bytes: try bytes(of: Self.dataName))
    do {
      return try readPlanFile(data)
    } catch {
      throw .unreadable(error.diagnostics, [data])
    }
  }
}

extension PlanFolder {
  /// The edits that write the files of a plan, apart from its stage and its Swift.
  ///
  /// - Parameter after: The plans that it begins after.
  func edits(
    _ plan: Plan, from base: ReadSchema, to goal: ReadSchema, after: [PlanState.Edge],
    convex: ConvexNames = ConvexNames()
  ) throws(Failure) -> [FileEdit] {
    let name = self.plan.text
    var edits = [
      FileEdit(
        file(Self.reportName),
        planDocument(
          plan, name: name, after: after, oldFiles: base.files, newFiles: goal.files, convex: convex)),
      FileEdit(file(Self.dataName), planFile(plan, name: name, after: after)),
    ]
    let tables = Set(plan.changedTables)
    for (name, schema) in [(Self.baseName, base.schema), (Self.goalName, goal.schema)] {
      let changed = schema.limited(to: tables)
      if changed.tables.isEmpty, changed.externalTables.isEmpty { continue }
      edits.append(FileEdit(file(name), printSchema(changed)))
    }
    // Delete the schemas that an earlier version of this plan had.
    let kept = Set(edits.map(\.path))
    for name in try names() where name.hasSuffix(schemaSuffix) && !kept.contains(file(name)) {
      edits.append(FileEdit(removing: file(name)))
    }
    return edits
  }

  /// The edits that write the Swift of a plan.
  func swiftEdits(_ plan: Plan, typeName: String, after: [PlanState.Edge]) throws(Failure) -> PlanEdits {
    var result = PlanEdits()
    let edges = after.compactMap { edge in MigrationName(edge.plan).map { (plan: $0, deploy: edge.deploy) } }
    let files = migrationFiles(plan, named: self.plan, typeName: typeName, after: edges)
    for file in files {
      if file.isHandWritten, tree.kind(file.path) != nil {
        result.kept.append(file.path)
      } else {
        result.edits.append(FileEdit(file.path, file.contents))
      }
    }
    let (stale, handWritten) = try remainingSwift(besides: Set(files.map(\.path)))
    result.edits += stale.map(FileEdit.init(removing:))
    result.kept += handWritten
    return result
  }

  /// The edits that remove the plan's files, and the hand-written Swift that stays.
  ///
  /// - Parameter plan: The plan, if it can be made: a file for functions in which nothing was written yet does not stay.
  func removal(of plan: Plan? = nil) throws(Failure) -> PlanEdits {
    let swift = try swiftFiles()
    var templates: [String: String] = [:]
    if let plan, let typeName = try generatedTypeName() {
      for file in migrationFiles(plan, named: self.plan, typeName: typeName) where file.isHandWritten {
        templates[file.path] = file.contents
      }
    }
    var removed = swift.filter { !$0.isHandWritten }.map(\.path)
    var kept: [String] = []
    for file in swift where file.isHandWritten {
      let text = try io(try tree.read(file.path))
      if let template = templates[file.path], sameText(text, Array(template.utf8)) {
        removed.append(file.path)
      } else {
        kept.append(file.path)
      }
    }
    return PlanEdits(edits: (try names().map(file) + removed).map(FileEdit.init(removing:)), kept: kept)
  }

  /// The Swift files of the plan.
  func swiftFiles() throws(Failure) -> [(path: String, isHandWritten: Bool)] {
    let folder = Layout.swiftFolder(plan)
    guard tree.kind(folder) == .folder else { return [] }
    return try io(try tree.names(in: folder)).filter { $0.hasSuffix(".swift") }.map {
      (join(folder, $0), !$0.hasSuffix(".generated.swift"))
    }
  }

  /// The edits that remove the plan's files with its hand-written Swift.
  func wholeRemoval() throws(Failure) -> [FileEdit] {
    let removal = try removal()
    return removal.edits + removal.kept.map(FileEdit.init(removing:))
  }

  /// The Swift type of the plan, from the name of its generated file; `nil` if there is none.
  func generatedTypeName() throws(Failure) -> String? {
    let folder = Layout.swiftFolder(plan)
    guard tree.kind(folder) == .folder else { return nil }
    let suffix = ".generated.swift"
    let name = try io(try tree.names(in: folder)).first { $0.hasSuffix(suffix) }
    return name.map { String($0.dropLast(suffix.count)) }
  }

  /// The Swift files in the plan's folder apart from the given paths: generated and hand-written ones.
  func remainingSwift(besides kept: Set<String>) throws(Failure) -> (generated: [String], handWritten: [String]) {
    let folder = Layout.swiftFolder(plan)
    guard tree.kind(folder) == .folder else { return ([], []) }
    var generated: [String] = []
    var handWritten: [String] = []
    for name in try io(try tree.names(in: folder)) where name.hasSuffix(".swift") {
      let path = join(folder, name)
      guard !kept.contains(path), tree.kind(path) == .file else { continue }
      switch generatedState(of: String(decoding: try io(try tree.read(path)), as: UTF8.self)) {
      case .untouched, .edited: generated.append(path)
      case .foreign: handWritten.append(path)
      }
    }
    return (generated, handWritten)
  }
}

/// The files to write, and the hand-written files to keep.
struct PlanEdits {
  var edits: [FileEdit] = []
  var kept: [String] = []
}

extension Schema {
  /// Returns the schema without the fields that refer to some tables, and what depends on them.
  fileprivate func withoutReferences(to names: Set<TableName>) -> Schema {
    var result = self
    var gone = names
    while !gone.isEmpty {
      let removed = gone
      gone = []
      for index in result.tables.indices.reversed() {
        guard case .fields(let fields) = result.tables[index].content else { continue }
        let left = fields.filter { field in
          var refers = false
          field.type.value.forEachReference { if removed.contains($0) { refers = true } }
          return !refers
        }
        if left.count == fields.count { continue }
        let known = Set(left.map(\.name))
        result.tables[index].content = .fields(left)
        result.tables[index].indexes.removeAll { index in
          (index.paths + index.filters).contains { $0.first.map(known.contains) == false }
        }
        if left.isEmpty { gone.insert(result.tables.remove(at: index).name) }
      }
    }
    return result
  }
}
