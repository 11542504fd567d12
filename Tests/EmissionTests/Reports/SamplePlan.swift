// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaModel

/// A plan made by hand: a required field is added, an index too.
func samplePlan(field name: FieldName = "age", reason: String = "Old rows have no value.", copies: Int = 1) -> Plan {
  let age = Field(name, FieldType(.scalar(.int)))
  let column = ColumnID("users", StoredName(name.text))
  func schema(_ fields: [Field], _ indexes: [Index] = []) -> Schema {
    Schema(
      target: .sqlite,
      tables: [
        Table("users", content: .fields([Field("email", FieldType(.scalar(.string)))] + fields), indexes: indexes)
      ])
  }
  var optional = age
  optional.type.isOptional = true
  let index = Index(.index, "by_email", [["email"]])
  let added = Assessment(
    rule: .fieldAddedRequired, change: .fieldAdded(table: "users", age), path: SchemaPath("users", .field([name])),
    verdict: .breaking, phases: Phase.allCases, reason: reason, witness: .refused(.absent),
    new: SourceRange(file: 0, start: 16, end: 24))
  let indexed = Assessment(
    rule: .indexAdded, change: .indexAdded(table: "users", index), path: SchemaPath("users", .index("by_email")),
    verdict: .safe, phases: [.widen], hazards: [.indexBuild], reason: "It only has to be built.",
    new: SourceRange(file: 0, start: 27, end: 30))
  func code(_ reads: FieldType, _ writes: FieldType) -> CodeVersion {
    CodeVersion(uses: [
      FieldUse(
        table: "users", field: name, logicalFields: [LogicalField("users", name)], reads: [ColumnUse(column, reads)],
        writes: [ColumnUse(column, writes)])
    ])
  }
  return Plan(
    base: schema([]), goal: schema([age], [index]),
    assessments: [indexed] + Array(repeating: added, count: copies),
    deploys: [
      Deploy(
        number: 1, phase: .widen, gates: [], schema: schema([optional], [index]), synced: [],
        code: code(optional.type, age.type), isRelease: true,
        steps: [Step(assessment: 0, action: .build)]
          + (1...copies).map { Step(assessment: $0, action: .writeAndFallBack) }),
      Deploy(
        number: 2, phase: .tighten, gates: [.released(deploy: 1), .backfilled("users.age")],
        schema: schema([age], [index]), synced: [], code: code(age.type, age.type), isRelease: true,
        steps: (1...copies).map { Step(assessment: $0, action: .strict) }),
    ],
    backfills: [
      Backfill(
        name: "users.age", table: "users", storedTable: "users", fields: [name], sources: [], targets: [column],
        transform: .custom, pending: .notIn(age.type), after: 1, assessment: 1)
    ], columnMapping: [column: [LogicalField("users", name)]], before: CodeVersion())
}

/// The file that the sample's places point into; the second change stands on its third line.
let sampleFile = SourceFile(path: "app.schema", text: "table users {\n  age: int\n  i\n}\n")

/// The report of a plan without notes.
func report(
  _ plan: Plan, format: OutputFormat, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = [],
  style: TextStyle = TextStyle()
) -> String {
  report(PlanReport(plan, oldFiles: oldFiles, newFiles: newFiles), format: format, style: style)
}
