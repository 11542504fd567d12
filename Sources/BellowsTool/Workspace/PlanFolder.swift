// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `Migrations/<name>`: a plan's files.
///
/// | file | what it is |
/// |---|---|
/// | `plan.md`, `plan.json` | the plan, for people and for programs |
/// | `0-base.schema` | what was current when it was made, byte for byte |
/// | `1-widen.schema` ... | the schema of each deploy |
/// | `goal.schema` | where it leads; with the base, all that is needed to plan it again |
/// | `1-attested-production-app.json` ... | what `bellows advance` filed |
struct PlanFolder {
  let plan: MigrationName
  /// Where its files, and those that go with it, are looked up.
  let tree: FileTree

  init(_ plan: MigrationName, in tree: FileTree = .disk) {
    self.plan = plan
    self.tree = tree
  }

  static let baseName = "0-base.schema"
  static let goalName = "goal.schema"
  static let reportName = "plan.md"
  static let dataName = "plan.json"

  /// Where it is: `Migrations/2026-03-01-add-age`.
  var path: String { Layout.planFolder(plan) }

  /// The path of one of its files.
  func file(_ name: String) -> String { join(path, name) }

  /// The name of a deploy's schema: `1-widen.schema`.
  static func schemaName(of deploy: Deploy) -> String { "\(deploy.number)-\(deploy.phase.rawValue)\(schemaSuffix)" }

  /// What the folder holds; nothing when there is none.
  func names() throws(Failure) -> [String] {
    tree.kind(path) == .folder ? try io(try tree.names(in: path)) : []
  }

  /// The name of the schema file of a deploy, as it stands in the folder.
  func schemaFileName(of deploy: Int) throws(Failure) -> String? {
    try names().first { $0.hasPrefix("\(deploy)-") && $0.hasSuffix(schemaSuffix) }
  }

  /// The text of one of its files, which must be there.
  func read(_ name: String) throws(Failure) -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

  /// The bytes of one of its files, which must be there.
  func bytes(of name: String) throws(Failure) -> [UInt8] {
    do {
      return try tree.read(file(name))
    } catch {
      if error.reason == .missing { throw .workspace(.planFileMissing(plan, file: file(name))) }
      throw .file(error)
    }
  }

  /// The schema in one of its files.
  func schema(_ name: String) throws(Failure) -> ReadSchema {
    try ReadSchema([SourceFile(path: file(name), bytes: try bytes(of: name))])
  }

  /// What its data says that the schemas do not.
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
  /// The edits that make the folder, and all that goes with it, show a plan at one of its deploys.
  ///
  /// The current schema comes last: should the machine stop between two files, the plan is complete before anything
  /// says that this commit is at it.
  func edits(_ plan: Plan, from base: ReadSchema, to goal: ReadSchema) throws(Failure) -> PlanEdits {
    let name = self.plan.text
    var edits = [
      FileEdit(
        file(Self.reportName), planDocument(plan, name: name, oldFiles: base.files, newFiles: goal.files)),
      FileEdit(file(Self.dataName), planFile(plan, name: name, oldFiles: base.files, newFiles: goal.files)),
      FileEdit(file(Self.goalName), printSchema(goal.schema)),
    ]
    for file in base.files { edits.append(FileEdit(self.file(Self.baseName), bytes: file.bytes)) }
    for deploy in plan.deploys { edits.append(FileEdit(file(Self.schemaName(of: deploy)), printSchema(deploy.schema))) }
    // Deploys that an earlier version of this plan had, and this one has not.
    let kept = Set(edits.map(\.path))
    for name in try names() where name.hasSuffix(schemaSuffix) && !kept.contains(file(name)) {
      edits.append(FileEdit(removing: file(name)))
    }
    var result = try self.edits(for: plan, at: 1, from: base)
    result.edits.insert(contentsOf: edits, at: 0)
    return result
  }

  /// The edits that move the code to a deploy: the Swift of the plan, the row types, and the current schema.
  func edits(for plan: Plan, at number: Int, from base: ReadSchema) throws(Failure) -> PlanEdits {
    var result = PlanEdits()
    guard let deploy = plan.deploys.first(where: { $0.number == number }) else { return result }
    let earlier = try history(upTo: base.mark, in: tree).compactMap(\.typeName)
    let typeName = if let name = try generatedTypeName() { name } else { self.plan.typeName(besides: earlier) }
    let isLast = number == plan.deploys.count
    let files =
      migrationFiles(plan, named: self.plan, typeName: typeName)
      + [
        rowsFile(for: plan, deploy: number),
        plansFile(
          earlier.map { ($0, nil) } + [(typeName, isLast ? nil : number)], current: plan.revision(after: number)),
      ]
    for file in files {
      if file.isOwnedByPerson, tree.kind(file.path) != nil {
        result.kept.append(file.path)
      } else {
        result.edits.append(FileEdit(file.path, file.contents))
      }
    }
    let (stale, owned) = try otherSwift(than: Set(files.map(\.path)))
    result.edits += stale.map(FileEdit.init(removing:))
    result.kept += owned
    let mark = CurrentMark.plan(self.plan, deploy: number, count: plan.deploys.count)
    result.edits.append(FileEdit(Layout.current, mark.file(printSchema(deploy.schema))))
    return result
  }

  /// The Swift type of the plan as the file that was generated for it is called; `nil` before there is one.
  func generatedTypeName() throws(Failure) -> String? {
    let folder = Layout.swiftFolder(plan)
    guard tree.kind(folder) == .folder else { return nil }
    let suffix = ".generated.swift"
    let name = try io(try tree.names(in: folder)).first { $0.hasSuffix(suffix) }
    return name.map { String($0.dropLast(suffix.count)) }
  }

  /// The Swift in the plan's folder that is not among the given paths: what was generated once, and what people own.
  func otherSwift(than kept: Set<String>) throws(Failure) -> (generated: [String], owned: [String]) {
    let folder = Layout.swiftFolder(plan)
    guard tree.kind(folder) == .folder else { return ([], []) }
    var generated: [String] = []
    var owned: [String] = []
    for name in try io(try tree.names(in: folder)) where name.hasSuffix(".swift") {
      let path = join(folder, name)
      guard !kept.contains(path), tree.kind(path) == .file else { continue }
      switch generatedState(of: String(decoding: try io(try tree.read(path)), as: UTF8.self)) {
      case .untouched, .edited: generated.append(path)
      case .foreign: owned.append(path)
      }
    }
    return (generated, owned)
  }
}

/// The files that a plan wants written, and those that it would write if a person did not own them.
struct PlanEdits {
  var edits: [FileEdit] = []
  var kept: [String] = []
}
