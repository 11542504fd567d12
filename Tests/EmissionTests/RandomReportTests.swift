// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Random pairs of schema files through the whole compiler: the same files give the same bytes, in every format.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RandomReportTests {
  @Test("Reports of random plans are deterministic and complete")
  func everyReportIsDeterministicAndWhole() throws {
    let count = Thorough.count(sample: 300, whole: 100_000)
    var planned = 0
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema()
      let texts = (old: printSchema(old), new: printSchema(generator.edited(old, times: 1 + Int(seed % 6))))
      guard let first = try Self.reports(texts), let second = try Self.reports(texts) else { continue }
      planned += 1
      #expect(first == second, "seed \(seed)")
      let json = try JSONSerialization.jsonObject(with: Data((first[.json] ?? "").utf8)) as? [String: Any]
      #expect(json?["format"] as? String == "bellows-plan/1", "seed \(seed)")
    }
    print("random reports: seed \(Thorough.seed), \(count) pairs, \(planned) planned and reported twice")
    #expect(planned > count / 2)
  }

  /// All reports of the plan between two files, read anew; `nil` where there is no plan.
  private static func reports(_ texts: (old: String, new: String)) throws -> [OutputFormat: String]? {
    let files = (
      old: SourceFile(path: "old.schema", text: texts.old), new: SourceFile(path: "new.schema", text: texts.new)
    )
    let (old, new) = (try readSchema([files.old]), try readSchema([files.new]))
    let planned = Result { () throws(DiagnosticList) in try planMigration(from: old, to: new) }
    guard case .success(let migration) = planned else { return nil }
    let reports = OutputFormat.allCases.map { format in
      (format, report(migration.plan, format: format, oldFiles: [files.old], newFiles: [files.new]))
    }
    return Dictionary(uniqueKeysWithValues: reports)
  }
}
