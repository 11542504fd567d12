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

  /// The schema that the plan starts from: the current schema, with the tables that the plan changes as they were.
  ///
  /// - Parameter current: A current schema at one of the plan's deploys.
  ///
  /// Throws if it is not the schema from which the plan was made.
  func base(_ current: Current) throws(Failure) -> ReadSchema {
    let state = try state()
    let base = try schema(Self.baseName, current)
    if state.baseFingerprint == base.schema.fingerprint { return base }
    let goal = try schema(Self.goalName, current).schema.inheritingStoredNames(from: base.schema)
    // If neither fits, the tables that both take from the current schema were edited.
    if state.goalFingerprint != goal.fingerprint, case .plan(let plan, let deploy, _) = current.mark {
      throw .workspace(.editedCurrent(plan, deploy: deploy))
    }
    throw .workspace(.planFileEdited(plan, file: file(Self.baseName)))
  }

  /// The goal of the plan: the current schema, with the tables that the plan changes as they will be.
  func goal(_ current: Current) throws(Failure) -> ReadSchema { try schema(Self.goalName, current) }

  private func schema(_ name: String, _ current: Current) throws(Failure) -> ReadSchema {
    let tables = Set(try state().tables)
    if tables.isEmpty { return try ReadSchema([current.file]) }
    let others = try ReadSchema([current.file]).schema.without(tables)
    var files = [SourceFile(path: Layout.current, text: printSchema(others))]
    if tree.kind(file(name)) != nil {
      files.insert(SourceFile(path: file(name), bytes: try bytes(of: name)), at: 0)
    }
    return try ReadSchema(files)
  }

  /// The state of the code before the plan.
  func markBefore() throws(Failure) -> CurrentMark {
    guard let mark = CurrentMark(state: try state().after) else {
      throw .workspace(.planFileEdited(plan, file: file(Self.dataName)))
    }
    return mark
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
  /// The edits that write a plan, and move the code to its first commit.
  ///
  /// The current schema is the last edit: if the machine stops between two files, the plan is complete before the
  /// current schema names it.
  ///
  /// - Parameter mark: The state of the code before the plan.
  func edits(
    _ plan: Plan, from base: ReadSchema, after mark: CurrentMark, to goal: ReadSchema
  ) throws(Failure) -> PlanEdits {
    let name = self.plan.text
    var edits = [
      FileEdit(
        file(Self.reportName), planDocument(plan, name: name, oldFiles: base.files, newFiles: goal.files)),
      FileEdit(file(Self.dataName), planFile(plan, name: name, goal: goal.schema, after: mark.state)),
    ]
    let tables = Set(plan.changedTables(towards: goal.schema))
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
    var result = try self.edits(
      for: plan, at: plan.commits.first ?? 1, after: mark, types: goal.schema.namedTypes)
    result.edits.insert(contentsOf: edits, at: 0)
    return result
  }

  /// The edits that move the code to a deploy: the Swift of the plan, the row types, and the current schema.
  ///
  /// - Parameters:
  ///   - before: The state of the code before the plan.
  ///   - types: The types of the goal, as the goal or the current schema names them.
  func edits(
    for plan: Plan, at number: Int, after before: CurrentMark, types: NamedTypes
  ) throws(Failure) -> PlanEdits {
    var result = PlanEdits()
    guard let deploy = plan.stages.dropFirst(number - 1).first else { return result }
    let earlier = try history(upTo: before, in: tree).compactMap(\.typeName)
    let typeName = if let name = try generatedTypeName() { name } else { self.plan.typeName(besides: earlier) }
    let isLast = number == plan.stages.count
    let files =
      migrationFiles(plan, named: self.plan, typeName: typeName)
      + rowFiles(for: plan, deploy: deploy.number, types: types)
      + [
        plansFile(
          earlier.map { ($0, nil) } + [(typeName, isLast ? nil : number)], current: plan.revision(after: deploy.number),
          base: isLast ? nil : plan.revision(after: 0))
      ]
    for file in files {
      if file.isHandWritten, tree.kind(file.path) != nil {
        result.kept.append(file.path)
      } else {
        result.edits.append(FileEdit(file.path, file.contents))
      }
    }
    result.edits += try removedRowFiles(besides: Set(files.map(\.path)), in: tree)
    let (stale, handWritten) = try remainingSwift(besides: Set(files.map(\.path)))
    result.edits += stale.map(FileEdit.init(removing:))
    result.kept += handWritten
    let mark = CurrentMark.plan(self.plan, deploy: number, count: plan.stages.count)
    var current = deploy.schema
    current.namedTypes = types
    result.edits.append(FileEdit(Layout.current, mark.file(current)))
    return result
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
