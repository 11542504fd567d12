// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `Migrations/current.schema`: the schema that the code of this commit is for, with all plans at their deploys.
///
/// It is the record of what was planned: everything else that Bellows derives, it derives from this file, the folders of
/// the plans, and their stages.
struct CurrentSchema {
  let file: SourceFile
  let read: ReadSchema
  /// The file of a Convex project that is the schema in force; `nil` for packages.
  private(set) var convex: ConvexSchema?

  var schema: Schema { read.schema }

  init(in tree: FileTree) throws(Failure) {
    if tree.isConvex {
      guard let convex = try convexSchema(at: ".", in: tree) else { throw .workspace(.noConvexSchema) }
      let bytes = try io(try tree.read(convex.path))
      if hasConflict(bytes) { throw .workspace(.convexConflict(file: convex.path)) }
      self.convex = convex
      read = try ReadSchema(convex, in: tree)
      file = SourceFile(path: convex.path, bytes: bytes)
      return
    }
    let bytes: [UInt8]
    do {
      bytes = try tree.read(Layout.current)
    } catch {
      if error.reason == .missing { throw .workspace(try hasBegun(tree) ? .lostCurrent : .noCurrent) }
      throw .file(error)
    }
    if hasConflict(bytes) { throw .workspace(.conflict(file: Layout.current)) }
    file = SourceFile(path: Layout.current, bytes: bytes)
    read = try ReadSchema([file])
  }

  /// The file with another schema.
  init(_ schema: Schema, _ plans: [PlanUnderWay]) throws(Failure) {
    file = SourceFile(path: Layout.current, text: Self.text(schema, plans))
    read = try ReadSchema([file])
  }

  /// The plans that the file names as under way.
  var namedPlans: [MigrationName] {
    if convex != nil { return [] }
    return String(decoding: withoutReturns(file.bytes), as: UTF8.self).split(separator: "\n").filter(Self.isMark)
      .compactMap {
        MigrationName(String($0.dropFirst(Self.lead.count).prefix { $0 != "," }))
      }
  }

  private static let lead = "  // "

  /// Whether a line names a plan and its deploy.
  static func isMark(_ line: Substring) -> Bool { line.hasPrefix(lead) && line.contains(", deploy ") }

  private static func mark(_ plan: PlanUnderWay) -> String { "\(lead)\(plan.name), deploy \(plan.stage)" }

  /// The text of the file.
  ///
  /// In each table that a plan under way changes, a line names the plan and its deploy: two branches that change one table
  /// conflict here, and others do not. Plans whose tables are gone are named at the end.
  static func text(_ schema: Schema, _ plans: [PlanUnderWay]) -> String {
    var marks: [Substring: [String]] = [:]
    for plan in plans {
      for table in plan.tables {
        marks["table \(table.text.spelledAsName)", default: []].append(mark(plan))
      }
    }
    var lines: [Substring] = []
    var listed: Set<String> = []
    for line in printSchemaWithTypes(schema).split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(line)
      guard line.hasSuffix(" {"), let marks = marks[line.dropLast(2)] else { continue }
      lines += marks.sorted().map { $0[...] }
      listed.formUnion(marks)
    }
    let others = Set(plans.map(mark)).subtracting(listed)
    if !others.isEmpty { lines += (["// Plans whose tables are gone:"] + others.sorted()).map { $0[...] } + [""] }
    return """
      // Written by Bellows: the schema that the code of this commit is for, with all plans that are under way.
      // Edit \(Layout.goalFile) instead.

      \(lines.joined(separator: "\n"))
      """
  }
}

/// Whether a file has the marks of a merge conflict; git makes those longer that are in a file of an earlier merge.
func hasConflict(_ bytes: [UInt8]) -> Bool {
  let lines = String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n")
  return ["<", ">"].allSatisfy { mark in
    lines.contains { line in
      line.hasPrefix(String(repeating: mark, count: 7)) && line.drop { $0 == Character(mark) }.hasPrefix(" ")
    }
  }
}

/// Whether a package has plans, or what Bellows derives from the current schema: it had that schema.
func hasBegun(_ tree: FileTree) throws(Failure) -> Bool {
  if [plansFilePath, Layout.retired].contains(where: { tree.kind($0) != nil }) { return true }
  return try hasPlans(tree)
}

/// Whether a package has the folder of a plan.
func hasPlans(_ tree: FileTree) throws(Failure) -> Bool {
  guard tree.kind(Layout.plans) == .folder else { return false }
  return try io(try tree.names(in: Layout.plans)).compactMap(MigrationName.init).contains {
    PlanFolder($0, in: tree).exists
  }
}
