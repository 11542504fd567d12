// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A Convex project of many files: each table in one, with the functions that use it, which a reader has to skip, and some
/// that only hold parts of tables.
struct ConvexProject {
  var modules: Int
  var tables: Int

  /// The text of each file, by its path.
  var files: [String: String] {
    var files: [String: String] = [:]
    let parts = max(modules - tables - 1, 1)
    for part in 0..<parts { files["convex/parts/part\(part).ts"] = self.part(part) }
    for table in 0..<tables { files["convex/tables/table\(table).ts"] = self.table(table, parts: parts) }
    let imports = (0..<tables).map { "import { table\($0) } from \"./tables/table\($0)\";" }
    let members = (0..<tables).map { "  table\($0),\n" }
    files["convex/schema.ts"] = """
      import { defineSchema } from "convex/server";
      \(imports.joined(separator: "\n"))

      export default defineSchema({
      \(members.joined())});

      """
    return files
  }

  private func part(_ number: Int) -> String {
    """
    import { v } from "convex/values";

    /** When and by whom a document was changed. */
    export const times\(number) = { createdAt: v.number(), updatedAt: v.optional(v.number()) };
    export const status\(number) = v.union(v.literal("draft"), v.literal("public"), v.literal("gone"));
    export const address\(number) = v.object({ street: v.string(), city: v.string(), code: v.optional(v.string()) });

    """
  }

  private func table(_ number: Int, parts: Int) -> String {
    let part = number % parts
    let functions = (0..<6).map { function in
      """
      export async function load\(function)(ctx: { db: unknown }, limit = 10): Promise<string[]> {
        const names: string[] = [];
        for (let index = 0; index < limit; index++) {
          if (/^[a-z]+\\/\\d{2,}$/.test(`${index}/${limit * 2}`)) names.push(`entry ${index} of ${names.length}`);
        }
        return names.map((name) => ({ name, kind: "table\(number)" as const })).map(({ name }) => name);
      }

      """
    }
    return """
      import { defineTable } from "convex/server";
      import { v } from "convex/values";
      import { address\(part), status\(part), times\(part) } from "../parts/part\(part)";

      export interface Entry\(number) { name: string; owner?: string; tags: Array<string> }

      const fields = {
        ...times\(part),
        name: v.string(),
        owner: v.id("table\(number / 2)"),
        status: status\(part),
        address: v.optional(address\(part)),
        tags: v.array(v.string()),
        settings: v.record(v.string(), v.union(v.number(), v.boolean(), v.null())),
        count: v.int64(),
        score: v.optional(v.float64()),
        embedding: v.optional(v.array(v.float64())),
      };

      export const table\(number) = defineTable(fields)
        .index("by_name", ["name"])
        .index("by_owner", ["owner", "status"])
        .searchIndex("words", { searchField: "name", filterFields: ["status"] });

      \(functions.joined(separator: "\n"))
      """
  }

  func write(to folder: URL) throws {
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }
}

/// Measures how long `bellows plan` takes for a Convex project: it reads the project twice, and compares.
///
/// - Parameter arguments: The path of `bellows`, the number of files, the number of tables.
func measureConvex(_ arguments: [String]) throws {
  guard let bellows = arguments.first else {
    print("usage: Benchmarks convex <path of bellows> [<modules> [<tables>]]")
    exit(2)
  }
  let modules = arguments.count > 1 ? Int(arguments[1]) ?? 160 : 160
  let tables = arguments.count > 2 ? Int(arguments[2]) ?? 132 : 132
  let folder = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  try ConvexProject(modules: modules, tables: tables).write(to: folder)
  let path = folder.appendingPathComponent("convex/schema.ts").path
  let empty = folder.appendingPathComponent("empty.ts")
  try Data(
    "import { defineSchema } from \"convex/server\";\nexport default defineSchema({});\n".utf8
  ).write(to: empty)
  let runs = try medians(
    [
      Program(path: bellows, arguments: ["plan", path, path]),
      Program(path: bellows, arguments: ["plan", empty.path, empty.path]),
    ], runs: 15)
  func shown(_ number: Double) -> String { String(format: "%.0f", number) }
  print("a Convex project of \(modules) files and \(tables) tables")
  print("  read twice and compared: \(shown(runs[0].milliseconds)) ms, \(shown(runs[0].megabytes)) MB")
  print("  the same for an empty schema: \(shown(runs[1].milliseconds)) ms")
  print("  read once: \(shown((runs[0].milliseconds - runs[1].milliseconds) / 2)) ms")
}
