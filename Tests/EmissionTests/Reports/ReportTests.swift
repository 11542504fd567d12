// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct ReportTests {
  private func lines(_ plan: Plan, _ format: OutputFormat, style: TextStyle = TextStyle()) -> [String] {
    report(plan, format: format, newFiles: [sampleFile], style: style).split(separator: "\n").map(String.init)
  }

  @Test("The text report begins with the verdict and names each change with its position")
  func textOpensWithTheVerdictAndNamesEachChangeWithItsPlace() {
    let text = lines(samplePlan(), .text)
    #expect(text.first == "breaking: 1 of 2 changes; 2 deploys, 2 code releases, 1 backfill (1 manual)")
    #expect(text.contains("  breaking  users.age       field-added-required  2:3  counterexample: no value"))
    #expect(text.contains("    Old rows have no value."))
  }

  @Test("The text report keeps to the width of the terminal")
  func textKeepsToTheWidth() {
    for width in [40, 80, 120] {
      let text = lines(samplePlan(copies: 84), .text, style: TextStyle(width: width))
      #expect(text.allSatisfy { $0.count <= max(width, 64) }, "width \(width)")
    }
  }

  @Test("Many changes of one rule have one reason")
  func manyChangesOfOneRuleSayTheReasonOnce() {
    let text = lines(samplePlan(copies: 84), .text)
    #expect(text.count { $0.contains("Old rows have no value.") } == 1)
    #expect(text.count { $0.contains("users.age       2:3  counterexample: no value") } == 84)
    #expect(text[1].hasPrefix("First: write the backfill function users.age; migrate run;"))
  }

  @Test("Colour is printed only on request")
  func colourIsOnlyThereWhenAskedFor() {
    #expect(!report(samplePlan(), format: .text).contains("\u{1B}"))
    let coloured = report(samplePlan(), format: .text, style: TextStyle(usesColour: true))
    #expect(coloured.hasPrefix("\u{1B}[1;31mbreaking:\u{1B}[0m "))
  }

  @Test("A plan without changes says so", arguments: OutputFormat.allCases) func noChangeIsSaid(format: OutputFormat) {
    let schema = Schema(target: .sqlite, tables: [])
    let plan = Plan(
      base: schema, goal: schema, assessments: [], deploys: [], backfills: [], columnMapping: [:], before: CodeVersion()
    )
    let text = report(plan, format: format)
    #expect(text.lowercased().contains(format == .json ? #""verdict": "none""# : "no change"))
  }

  @Test("Every format names each rule, path and deploy", arguments: OutputFormat.allCases)
  func everyFormatNamesEachRulePathAndDeploy(format: OutputFormat) {
    let text = report(samplePlan(), format: format, newFiles: [sampleFile])
    for fact in ["field-added-required", "index-added", "users.age", "users#by_email", "index-build", "no value"] {
      #expect(text.contains(fact), "\(fact)")
    }
    for phase in ["widen", "tighten"] { #expect(text.contains(phase)) }
  }

  @Test("A name with line breaks stays on one line", arguments: OutputFormat.allCases) func namesCannotBreakOutOfALine(
    format: OutputFormat
  ) {
    let name: FieldName = "a\u{1B}[2J\n::error::x|`y`<b>"
    let plain = report(samplePlan(), format: format, newFiles: [sampleFile])
    let odd = report(samplePlan(field: name, reason: "It is \(name.text.spelledAsName)."), format: format)
    #expect(!odd.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!odd.split(separator: "\n").contains { $0.hasPrefix("::error::x") })
    if format == .github { #expect(odd.count { $0 == "\n" } == plain.count { $0 == "\n" }) }
  }

  @Test("GitHub annotations escape what would end a command")
  func githubEscapesWhatWouldEndACommand() {
    let file = SourceFile(path: "a,b:c%.schema", text: "table users {\n  age: int\n}\n")
    let text = report(samplePlan(reason: "100 %\r\nsure\u{1B}[2J"), format: .github, newFiles: [file])
    #expect(text.contains("::error file=a%2Cb%3Ac%25.schema,line=2,col=3,title=field-added-required::"))
    #expect(text.contains("users.age: 100 %25%0D%0Asure\\u{1B}[2J.%0Acounterexample: no value"))
  }

  @Test("Columns count Unicode scalars, as editors do")
  func columnsCountScalarsAsEditorsDo() {
    let file = SourceFile(path: "app.schema", text: "// é🦊 €€\ntable users {}")
    // The sample's place is byte 16, where the first line ends: eight scalars stand before it.
    let text = report(samplePlan(), format: .github, newFiles: [file])
    #expect(text.contains("line=1,col=9,title=field-added-required"))
  }

  @Test("Markdown has the commands, the check and the rollback of each deploy")
  func markdownSaysWhatToRunHowToKnowAndHowToGoBackForEachDeploy() {
    let text = report(samplePlan(), format: .markdown, newFiles: [sampleFile])
    #expect(text.split(separator: "\n").count { $0.hasPrefix("### Deploy ") } == 2)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("Rollback: ") } == 2)
    for command in ["`migrate run`", "`migrate released`", "`migrate verify --attest`", "`bellows advance FILE`"] {
      #expect(text.contains(command))
    }
  }

  @Test("Every action has its own wording")
  func everyDutyIsWordedInItsOwnWay() {
    let plan = samplePlan()
    var seen: Set<String> = []
    for action in Action.allCases {
      var changed = plan
      changed.deploys[0].steps = [Step(assessment: 1, action: action)]
      let line = lines(changed, .text).first { $0.hasSuffix(": users.age: int") } ?? ""
      #expect(seen.insert(line).inserted, "\(action): \(line)")
    }
  }

  @Test("An offline plan is one deploy, with the SQL of one transaction", arguments: OutputFormat.allCases)
  func offline(format: OutputFormat) throws {
    let old = SourceFile(path: "old.schema", text: "target sqlite\ntable t { name: string }\n")
    let new = SourceFile(path: "new.schema", text: "target sqlite\ntable t { fullName: string @was(name) }\n")
    let plan = try planMigration(
      from: readSchema([old]), to: readSchema([new]), options: PlanOptions(isOffline: true)
    ).plan
    let text = report(plan, format: format, oldFiles: [old], newFiles: [new])
    #expect(!text.contains("widen.schema") && !text.contains("tighten.schema"), "\(text)")
    if format == .github {
      #expect(text.contains("1. offline: stop all code; migrate run --offline; start the new code"), "\(text)")
    } else {
      let rename = "ALTER TABLE \"t\" RENAME COLUMN \"name\" TO \"fullName\""
      #expect(text.contains(format == .json ? rename.replacing("\"", with: "\\\"") : rename), "\(text)")
      #expect(text.components(separatedBy: "ALTER TABLE").count == 2, "one statement: \(text)")
    }
  }

  @Test("An offline plan on a target without SQL lists what is different, and what is backfilled")
  func offlineDocument() throws {
    let old = SourceFile(path: "old.schema", text: "table t { name: string age: int? }\n")
    let new = SourceFile(path: "new.schema", text: "table t { fullName: string @was(name) age: int }\n")
    let plan = try planMigration(
      from: readSchema([old]), to: readSchema([new]), options: PlanOptions(isOffline: true)
    ).plan
    let text = lines(plan, .text)
    #expect(text.contains { $0.hasPrefix("1. offline  stop all code, migrate run --offline") })
    #expect(text.contains("   store  drops: t.name"))
    let whole = text.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    #expect(whole.contains("(backs up t.name, backfills t.age (hand-written), t.fullName, t.name.unset)"), "\(whole)")
  }

  @Test("A report of 500 changes takes milliseconds")
  func fiveHundredChangesTakeMilliseconds() {
    let plan = samplePlan(copies: 500)
    let text = String(repeating: "// filler\n", count: 20_000)
    let file = SourceFile(path: "app.schema", text: sampleFile.line(at: 0) + "\n  age: int\n  i\n}\n" + text)
    // A scan of the file for each place would be 500 times 200 kB: far over the limit even on a slow machine.
    let elapsed = ContinuousClock().measure {
      for format in OutputFormat.allCases { _ = report(plan, format: format, newFiles: [file]) }
    }
    #expect(elapsed < .seconds(2))
  }
}

@Suite struct LargeReportTests {
  /// Two hundred optional fields, twenty tables and a required field in one step.
  private func plan() throws -> Plan {
    let tables = (0..<20).map { "table added\($0) {\n  name: string\n}\n" }.joined()
    let fields = (0..<200).map { "  f\($0): string?\n" }.joined()
    let old = SourceFile(path: "old.schema", text: "table users {\n  name: string\n}\n")
    let new = SourceFile(path: "new.schema", text: "table users {\n  name: string\n  age: int\n\(fields)}\n\(tables)")
    return try planMigration(from: readSchema([old]), to: readSchema([new])).plan
  }

  @Test("A large deploy begins with what to do first")
  func aLargeStepSaysFirstWhatToDoFirst() throws {
    let lines = report(try plan(), format: .text).split(separator: "\n")
    #expect(lines[0] == "breaking: 1 of 221 changes; 2 deploys, 2 code releases, 1 backfill (1 manual)")
    #expect(lines[1].hasPrefix("First: write the backfill function users.age; migrate run;"))
  }

  @Test("New tables are listed together")
  func tablesThatComeWholeStandTogether() throws {
    let lines = report(try plan(), format: .text).split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("whole tables") })
    #expect(lines[start + 1] == "  safe      table-added, 20 times")
    #expect(!lines.contains("added0"))
  }

  @Test("One breaking change among 200 is listed first")
  func theOneBreakingChangeIsNotLostAmongTwoHundred() throws {
    let lines = report(try plan(), format: .text).split(separator: "\n").map(String.init)
    let users = try #require(lines.firstIndex { $0.hasPrefix("users") })
    #expect(lines[users + 1].hasPrefix("  breaking  users.age "))
  }
}
