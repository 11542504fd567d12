// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL

/// Tables that are dropped together on PostgreSQL.
@Suite struct DroppedTableTests {
  private func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "t.schema", text: "target postgresql\n" + text)])
  }

  @Test(
    "References between tables that are dropped together go first, in any order of names and in cycles",
    arguments: [
      ("table a { x: int } table z { r: id<a> }", 1), ("table z { x: int } table a { r: id<z> }", 1),
      ("table a { r: id<b>? } table b { r: id<a>? }", 2), ("table a { r: id<a>? } table b { x: int }", 0),
    ])
  func order(tables: String, references: Int) throws {
    let kept = "table k { x: int } "
    let plan = try planMigration(from: schema(kept + tables), to: schema(kept)).plan
    let statements = plan.storeChanges(.postgresql).deploys.flatMap(\.steps).map(\.statement)
    var dropped = 0
    var isDropping = false
    for statement in statements {
      switch statement {
      case .dropReference:
        dropped += 1
        #expect(!isDropping, "\(statements)")
      case .sql(let sql) where sql.hasPrefix("DROP TABLE"): isDropping = true
      default: break
      }
    }
    #expect(dropped == references && isDropping, "\(statements)")
  }
}
