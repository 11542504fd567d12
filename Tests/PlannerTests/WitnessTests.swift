// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Counterexamples are values that the new schema refuses, and pairs of rows that are rows.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct WitnessTests {
  @Test("A counterexample of a random plan is refused by the new type, and two rows differ in their key alone")
  func random() throws {
    let count = Thorough.count(sample: 1_000, whole: 20_000)
    var (values, pairs) = (0, 0)
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema()
      let new = generator.edited(old, times: 1 + Int(seed % 4))
      guard let plan = try? planMigration(from: old, to: new).plan else { continue }
      for assessment in plan.assessments {
        guard let table = plan.goal.table(assessment.path.table) else { continue }
        switch assessment.witness {
        case .refused(let value):
          guard case .field(let path) = assessment.path.part, let field = path.first.flatMap(table.field),
            // The value is that of the place where the types differ.
            path.count == 1
          else { continue }
          values += 1
          #expect(!field.type.contains(value), "seed \(seed): \(assessment.rule) \(assessment.path) \(value)")
        case .pair(let one, let other):
          pairs += 1
          #expect(one[0].key == other[0].key && one[0].value != other[0].value, "seed \(seed): \(one) \(other)")
          #expect(one.dropFirst() == other.dropFirst(), "seed \(seed)")
          for entry in one.dropFirst() {
            guard case .literal(.string(let name)) = entry.key, let field = table.field(FieldName(name)) else {
              continue
            }
            #expect(field.type.contains(entry.value), "seed \(seed): \(name) \(entry.value)")
          }
          if let key = table.keyFields.first(where: { .literal(.string($0.name.text)) == one[0].key }) {
            #expect(key.type.contains(one[0].value) && key.type.contains(other[0].value), "seed \(seed): \(key)")
          }
        case .lost, .undecided, nil: continue
        }
      }
    }
    print("counterexamples: \(values) values, \(pairs) pairs of rows")
    #expect(values > count / 50 && pairs > 0)
  }

  @Test("A table with more columns than the database allows is refused, also for the time of a rename")
  func tooWide() throws {
    func schema(_ count: Int, _ rest: String = "") throws -> Schema {
      let fields = (0..<count).map { "c\($0): int?" }.joined(separator: " ")
      return try readSchema([SourceFile(path: "t", text: "target sqlite\ntable t { \(fields) \(rest) }")])
    }
    func ids(_ old: Schema, _ new: Schema) -> [String] {
      do throws(DiagnosticList) {
        _ = try planMigration(from: old, to: new)
        return []
      } catch { return error.diagnostics.map(\.id.rawValue) }
    }
    #expect(try ids(schema(1), schema(2_000)) == ["too-many-columns"])
    #expect(try ids(schema(1), schema(1_999)) == [])
    #expect(try ids(schema(1_999), schema(1_998, "z: int? @was(c1998)")) == ["too-many-columns"])
    #expect(try ids(schema(1_998), schema(1_997, "z: int? @was(c1997)")) == [])
  }
}
