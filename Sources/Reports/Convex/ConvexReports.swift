// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The migrations of each deploy of a plan, as they are written into `convex/migrations.ts`; deploys without any are left
/// out.
package func convexMigrations(_ plan: Plan, _ names: ConvexNames = ConvexNames()) -> [(deploy: Int, text: String)] {
  (ConvexPlan(plan, names)?.deploys ?? []).filter { !$0.migrations.isEmpty }.map { deploy in
    (deploy.number, deploy.migrationLines.map { $0 + "\n" }.joined())
  }
}

/// The deploys of a plan on Convex, in each format.
extension ConvexPlan {
  // MARK: Text

  var text: String {
    var lines: [String] = []
    for deploy in deploys {
      lines += ["", "\(deploy.number). \(deploy.kind)"]
      lines += Self.block("convex/schema.ts", deploy.schemaLines)
      if !deploy.allDuties.isEmpty { lines += Self.block("code", deploy.allDuties) }
      if !deploy.migrations.isEmpty { lines += Self.block("convex/migrations.ts", deploy.migrationLines) }
      lines += Self.block("run", deploy.commands)
      lines += Self.block("in each development deployment", deploy.developmentCommands)
    }
    if !setup.isEmpty { lines += ["", "before the first migration, once"] + setup.map { "  " + $0 } }
    if !duties.isEmpty { lines += ["", "as long as the plan is under way"] + duties.map { "  " + $0 } }
    return lines.map { $0.printable + "\n" }.joined()
  }

  private static func block(_ title: String, _ lines: [String]) -> [String] {
    ["  " + title] + lines.map { $0.isEmpty ? "" : "    " + $0 }
  }

  // MARK: Markdown

  var markdown: String {
    var text = ""
    if !setup.isEmpty {
      text += "\n### Before the first migration, once\n\n" + setup.map { "- `\($0)`\n" }.joined()
    }
    for deploy in deploys {
      text += "\n### Deploy \(deploy.number) of \(deploy.total): \(deploy.kind)\n"
      text += "\n`convex/schema.ts`:\n\n" + Markdown.block(deploy.schemaLines, language: "ts")
      if !deploy.allDuties.isEmpty {
        text += "\nThe code of this deploy:\n\n" + deploy.allDuties.map { "- \(Markdown.prose($0))\n" }.joined()
      }
      if !deploy.migrations.isEmpty {
        text += "\n`convex/migrations.ts`:\n\n" + Markdown.block(deploy.migrationLines, language: "ts")
      }
      text += "\nRun:\n\n" + Markdown.block(deploy.commands, language: "sh")
      text += "\nIn each development deployment:\n\n" + Markdown.block(deploy.developmentCommands, language: "sh")
    }
    if !duties.isEmpty { text += "\n" + duties.map { "- \(Markdown.prose($0))\n" }.joined() }
    return text
  }

  // MARK: JSON

  var json: JSON {
    .object([
      ("setup", .strings(setup)), ("compatibility", .strings(duties)), ("deploys", .array(deploys.map(\.json))),
    ])
  }
}

extension ConvexDeploy {
  /// What the code of this deploy does, with what it removes.
  fileprivate var allDuties: [String] {
    if removed.isEmpty { return duties }
    let names = removed.joined(separator: ", ")
    return duties + ["has no longer in convex/migrations.ts, where they would not typecheck: \(names)"]
  }

  /// The new text of each table that changes.
  fileprivate var schemaLines: [String] {
    if tables.isEmpty { return ["// no change"] }
    return tables.flatMap { $0.lines ?? ["// remove the table \($0.name)"] }
  }

  fileprivate var migrationLines: [String] {
    let lines = migrations.enumerated().flatMap { index, migration in (index > 0 ? [""] : []) + migration.source }
    guard migrations.count > 1 else { return lines }
    return lines + ["", "export const \(runner) = migrations.runner(["]
      + migrations.map { "  internal.migrations.\($0.name)," } + ["]);"]
  }

  fileprivate var json: JSON {
    let tables = tables.map { table in
      JSON.object([
        ("table", .string(table.name)), ("removed", .bool(table.lines == nil)),
        ("text", .string((table.lines ?? []).map { $0 + "\n" }.joined())),
      ])
    }
    let migrations = migrations.map { migration in
      JSON.object([
        ("name", .string(migration.name)), ("table", .string(migration.table)), ("manual", .bool(migration.isManual)),
        ("text", .string(migration.source.map { $0 + "\n" }.joined())),
      ])
    }
    return .object([
      ("number", .number(number)), ("phase", .string(kind)), ("tables", .array(tables)),
      ("migrations", .array(migrations)), ("code", .strings(allDuties)), ("commands", .strings(commands)),
      ("development", .strings(developmentCommands)),
    ])
  }
}
