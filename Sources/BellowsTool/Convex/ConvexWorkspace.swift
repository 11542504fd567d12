// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import PlanModel
import SchemaLanguage
import SchemaModel
import SwiftEmitter

extension Schema {
  /// What `convex/schema.ts` can say of the schema: no defaults, previous names and documentation.
  var inForce: Schema {
    var result = self
    for (index, table) in tables.enumerated() {
      guard case .fields(let fields) = table.content else { continue }
      let plain = fields.map { Field($0.name, $0.type, origin: $0.origin) }
      if plain != fields { result.tables[index].content = .fields(plain) }
    }
    return result
  }

  /// Returns the goal without the defaults that no migration needs: those of fields that are as they were.
  func withoutSettledDefaults(since base: Schema) -> Schema {
    var result = self
    for (index, table) in tables.enumerated() {
      guard case .fields(var fields) = table.content, let old = base.table(table.name) else { continue }
      for field in fields.indices where old.field(fields[field].name)?.type == fields[field].type {
        fields[field].defaultValue = nil
      }
      result.tables[index].content = .fields(fields)
    }
    return result
  }
}

extension Workspace {
  /// The unfinished plans of a Convex project, in an order in which those that begin after others come later.
  ///
  /// Throws if `convex/schema.ts` does not have one of them at its push.
  func convexUnderWay() throws(Failure) -> [PlanUnderWay] {
    var plans: [PlanUnderWay] = []
    for entry in self.plans where !entry.stage.isLast { plans.append(try planUnderWay(entry)) }
    plans = inOrder(plans)
    var schema = current.schema
    for plan in plans.reversed() {
      guard plan.stands(in: schema) else {
        let actual = (0...plan.plan.deploys.count).first { plan.stands(in: schema, at: $0) }
        throw .workspace(.otherPush(plan.name, plan.stage, actual: actual, file: current.file.path))
      }
      schema = plan.moving(schema, from: plan.deploy, to: 0)
    }
    return plans
  }

  /// A copy in which a plan is at another push.
  func with(_ name: MigrationName, at deploy: Int) -> Workspace {
    var result = self
    result.plans = plans.map { entry in
      var entry = entry
      if entry.name == name { entry.stage.deploy = deploy }
      return entry
    }
    return result
  }

  /// The plan that a command is about: the one that is named, or the only one that is not finished.
  func convexEntry(_ argument: String?) throws(Failure) -> Entry {
    guard let argument else {
      let unfinished = plans.filter { !$0.stage.isLast }
      guard let entry = unfinished.first else { throw .refused(.onConvex(.nothingUnderWay)) }
      if unfinished.count > 1 { throw .refused(.onConvex(.severalUnderWay(unfinished.map(\.name)))) }
      return entry
    }
    let text = argument.split(separator: "/").last.map(String.init) ?? argument
    guard let name = MigrationName(text) else { throw .usage(UsageError(.unusableName(argument), in: .advance)) }
    guard let entry = entry(name) else { throw .refused(.noSuchPlan(name, retired: retired)) }
    return entry
  }

  var projectFiles: ProjectFiles { ProjectFiles(tree, of: current.file.path) }

  /// Reads `convex/schema.ts` with other texts of some files.
  func convexSchema(with texts: [String: [UInt8]]) -> Schema? {
    try? readConvexSchema(at: current.file.path, in: EditedFiles(base: projectFiles, texts: texts)).schema
  }
}

/// The edits of a project's files that lead from one push of a plan to another.
struct PushEdits {
  /// The new texts of the files.
  var texts: [String: [UInt8]]
  /// The tables that cannot be edited in place.
  var left: [TableName]

  /// Edits a project whose schema has a plan at one push so that it has the plan at another one.
  ///
  /// - Parameters:
  ///   - schema: The schema of the project with `texts`.
  ///   - texts: The files that have another text than on disk.
  init(
    _ plan: PlanUnderWay, from old: Int, to new: Int, of schema: Schema, texts: [String: [UInt8]] = [:],
    in workspace: Workspace
  ) throws(Failure) {
    do throws(ConvexReadingFailure) {
      var rewriting = try SchemaRewriting(workspace.current.file.path, in: workspace.projectFiles, texts: texts)
      rewriting.rewrite(to: plan.moving(schema, from: old, to: new))
      self.texts = rewriting.texts
      left = rewriting.left.sorted()
    } catch {
      throw .unreadable(error.diagnostics, error.files)
    }
  }
}

/// The patches of a plan: `1.patch` and so on, each from one push to the next.
struct PushPatches {
  /// The patch of each push; empty if the schema does not change.
  private(set) var patches: [Int: [UInt8]] = [:]
  /// The tables of each push that no patch writes.
  private(set) var left: [Int: [TableName]] = [:]

  static func name(_ deploy: Int) -> String { "\(deploy).patch" }

  /// Makes the patches of the pushes that follow the plan's stage, for the files as they are.
  init(_ plan: PlanUnderWay, in workspace: Workspace) throws(Failure) {
    var texts: [String: [UInt8]] = [:]
    let current = workspace.current.schema
    for deploy in plan.plan.deploys.map(\.number) where deploy > plan.deploy {
      let schema = plan.moving(current, from: plan.deploy, to: deploy - 1)
      let edits = try PushEdits(plan, from: deploy - 1, to: deploy, of: schema, texts: texts, in: workspace)
      var patch: [UInt8] = []
      for (path, text) in edits.texts.sorted(by: { $0.key < $1.key }) {
        let before = if let known = texts[path] { known } else { try io(try workspace.tree.read(path)) }
        patch += unifiedDiff(path, before, text)
      }
      patches[deploy] = patch
      if !edits.left.isEmpty { left[deploy] = edits.left }
      texts = edits.texts
    }
  }

  /// The edits that write them.
  func edits(in folder: PlanFolder) -> [FileEdit] {
    patches.sorted { $0.key < $1.key }.map { deploy, patch in
      let path = folder.file(Self.name(deploy))
      return patch.isEmpty ? FileEdit(removing: path) : FileEdit(path, bytes: patch)
    }
  }
}
