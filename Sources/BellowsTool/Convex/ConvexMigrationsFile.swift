// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SwiftEmitter

/// `convex/migrations.ts`, in which the migrations of a push are from this push to the next one.
///
/// Those of a plan are between two comments, so that they can be removed with all edits of them.
struct ConvexMigrationsFile {
  let path: String
  private var text: String
  private let tree: FileTree
  /// Whether there is no such file yet.
  let isNew: Bool

  init(in workspace: Workspace) throws(Failure) {
    path = join(parent(of: workspace.current.file.path), "migrations.ts")
    tree = workspace.tree
    isNew = workspace.tree.kind(path) == nil
    text = isNew ? "" : String(decoding: try io(try workspace.tree.read(path)), as: UTF8.self)
  }

  /// The name of the file in a plan's folder with the migrations of a push.
  static func name(_ deploy: Int) -> String { "\(deploy).migrations.ts" }

  /// Replaces the migrations of a plan by those of another push; returns whether that changes the file.
  mutating func replace(_ plan: MigrationName, by deploy: Int) throws(Failure) -> Bool {
    let before = text
    let (start, end) = ("// bellows: migrations of \(plan)", "// bellows: end of \(plan)")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let first = lines.firstIndex(where: { $0.hasPrefix(start) }),
      let last = lines[first...].firstIndex(where: { $0.hasPrefix(end) })
    {
      lines.removeSubrange(first...last)
      if first > 0, lines[first - 1].allSatisfy(\.isWhitespace) { lines.remove(at: first - 1) }
      text = lines.joined(separator: "\n")
    }
    let file = PlanFolder(plan, in: tree).file(Self.name(deploy))
    if tree.kind(file) == .file {
      let body = String(decoding: withoutReturns(try io(try tree.read(file))), as: UTF8.self)
      if text.isEmpty { text = Self.head }
      if !text.hasSuffix("\n") { text += "\n" }
      let needsInternal = body.contains("internal.") && !text.contains("internal")
      let imported = needsInternal ? "import { internal } from \"./_generated/api\";\n" : ""
      text += "\n\(start), deploy \(deploy); the next 'bellows advance' removes them\n"
      text += imported + body + (body.hasSuffix("\n") ? "" : "\n") + "\(end)\n"
    }
    return text != before
  }

  /// The names that a new plan gives to its migrations: no other one has them.
  static func names(for plan: MigrationName, in workspace: Workspace) throws(Failure) -> ConvexNames {
    var file = try ConvexMigrationsFile(in: workspace)
    _ = try file.replace(plan, by: 0)
    var taken = exportedNames(file.text)
    for other in workspace.plans where other.name != plan {
      for name in try other.folder.names() where name.hasSuffix(".migrations.ts") {
        taken += exportedNames(try other.folder.read(name))
      }
    }
    let type = plan.typeName
    return ConvexNames(runner: type.prefix(1).lowercased() + type.dropFirst() + "Deploy", taken: Set(taken))
  }

  /// The migrations of a push as its file has them, and the constant that runs them if there are several.
  static func migrations(_ deploy: Int, of folder: PlanFolder) throws(Failure) -> (names: [String], runner: String) {
    let file = name(deploy)
    guard folder.tree.kind(folder.file(file)) == .file else { return ([], "") }
    var names = exportedNames(try folder.read(file))
    let runner = names.count > 1 ? names.removeLast() : ""
    return (names, runner)
  }

  private static func exportedNames(_ text: String) -> [String] {
    let lead = "export const "
    return text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(lead) }.map {
      String($0.dropFirst(lead.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" })
    }
  }

  var edit: FileEdit { FileEdit(path, text) }

  /// Whether a value in the migrations of a plan is still to be decided.
  func hasOpenValues(of plan: MigrationName) -> Bool {
    guard let start = text.firstRange(of: "// bellows: migrations of \(plan)"),
      let end = text.firstRange(of: "// bellows: end of \(plan)"), start.upperBound <= end.lowerBound
    else { return false }
    return text[start.upperBound..<end.lowerBound].contains("// TODO")
  }

  private static let head = """
    import { Migrations } from "@convex-dev/migrations";
    import { components } from "./_generated/api";
    import schema from "./schema";

    export const migrations = new Migrations(components.migrations, { schema });
    export const run = migrations.runner();

    """
}
