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
    let lineBreak = text.utf8.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    var lines = lines
    if let section = section(of: plan, in: lines) {
      lines.removeSubrange(section)
      let above = section.lowerBound - 1
      if above >= 0, lines[above].allSatisfy(\.isWhitespace) { lines.remove(at: above) }
      text = lines.joined(separator: "\n")
    }
    let file = PlanFolder(plan, in: tree).file(Self.name(deploy))
    if tree.kind(file) == .file {
      let body = String(decoding: withoutReturns(try io(try tree.read(file))), as: UTF8.self)
      if text.isEmpty { text = Self.head }
      if text.utf8.last != Self.newline { text += lineBreak }
      let needsInternal = body.contains("internal.") && !text.contains("internal")
      let imported = needsInternal ? "import { internal } from \"./_generated/api\";\n" : ""
      var section = "\n\(Self.start(plan)) deploy \(deploy); the next 'bellows advance' removes them\n"
      section += imported + body + (body.hasSuffix("\n") ? "" : "\n") + "\(Self.end(plan))\n"
      text += section.replacing("\n", with: lineBreak)
    }
    return text != before
  }

  private static let newline = UInt8(ascii: "\n")
  private static func start(_ plan: MigrationName) -> String { "// bellows: migrations of \(plan)," }
  private static func end(_ plan: MigrationName) -> String { "// bellows: end of \(plan)" }

  /// The lines of the file, by bytes: `\r\n` is one character.
  private var lines: [String] {
    text.utf8.split(separator: Self.newline, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The lines with the migrations of a plan, from comment to comment; the name of another plan may begin with its name.
  private func section(of plan: MigrationName, in lines: [String]) -> ClosedRange<Int>? {
    let end = Self.end(plan)
    guard let first = lines.firstIndex(where: { $0.hasPrefix(Self.start(plan)) }),
      let last = lines[first...].firstIndex(where: { line in
        line.hasPrefix(end) && line.dropFirst(end.count).allSatisfy(\.isWhitespace)
      })
    else { return nil }
    return first...last
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
    let lines = lines
    guard let section = section(of: plan, in: lines) else { return false }
    return lines[section].contains { $0.contains("// TODO") }
  }

  private static let head = """
    import { Migrations } from "@convex-dev/migrations";
    import { components } from "./_generated/api";
    import schema from "./schema";

    export const migrations = new Migrations(components.migrations, { schema });
    export const run = migrations.runner();

    """
}
