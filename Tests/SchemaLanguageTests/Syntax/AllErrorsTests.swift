// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// One run reports every error of a file, and no error that only follows from another one.
@Suite struct AllErrorsTests {
  @Test("Faults in different tables of a random schema are each reported once, and nothing else is")
  func randomFaults() {
    for number in 0..<Thorough.count(sample: 400, whole: 20_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var faulty = FaultySchema(seed: seed)
      faulty.inject()
      let file = SourceFile(path: "seed-\(seed)", text: faulty.text)
      let lines = LineTable(file)
      let found = diagnostics([faulty.text]).map { diagnostic in
        "\(lines.position(at: diagnostic.range?.start ?? 0).line): \(diagnostic.id.rawValue)"
      }
      #expect(found == faulty.expected, "seed \(seed)\n\(faulty.text)")
    }
  }

  @Test(
    "An error of syntax hides no error of meaning, and causes none",
    arguments: [
      // Nothing refers to what was lost.
      ("table a { x: strin y: id<b> z int }", ["unknown-type", "unknown-table", "missing-colon"]),
      ("table a { x: = 3 }\ntable b { z: nowhere }", ["expected-type", "unknown-type"]),
      // What a broken declaration may declare is not unknown.
      (
        "tabl a { x: int }\nfoo teams { y: int }\ntable b { z: id<teams> }",
        ["expected-declaration", "expected-declaration"]
      ),
      ("type A = [\ntable b { z: A }", ["expected-type"]),
      ("type A = { a: }\ntable b { z: A = 3 }", ["expected-type"]),
      ("table { x: int }\ntable b { z: id<users> }", ["expected-name"]),
      ("table a { x: \nindex by_x (x) index by_y (y) }", ["expected-type", "unknown-index-path"]),
      ("table a { x: { m: , n: int } index by_m (x.m) }", ["expected-type"]),
      // The key of `a` is unknown, and so is whether it differs from a string.
      ("target sqlite\ntable a { k: @key }\ntable b { z: id<a> | int }", ["expected-type"]),
      ("target sqlite\ntable a { k: int @kye = auto }", ["unknown-attribute"]),
      ("target mysql\ntable a { x: uuid @stored(blob) y: nowhere }", ["unknown-target", "unknown-type"]),
      ("target sqlit\ntable a { x: [double] vector v (x) dimensions 3 }", ["unknown-target", "vector-type"]),
      ("target sqlite\ntable a { x: int X: int @colum(\"y\") }", ["unknown-attribute"]),
      ("target sqlite\ntable a { x: [int] gin by_x (x) }", ["unknown-keyword"]),
      // Text behind an open quote or comment may declare anything.
      ("table a { x: id<b> }\n/* table b {}", ["block-comment"]),
      // A second declaration of a name has errors of its own.
      ("table a {}\ntable a { x: nowhere }", ["duplicate-table", "unknown-type"]),
      ("type A = int\ntype A = nowhere", ["duplicate-type", "unknown-type"]),
    ])
  func mixedErrors(text: String, ids: [String]) {
    #expect(diagnostics([text]).map(\.id.rawValue) == ids)
  }

  @Test("A file that cannot be read may declare what another file names")
  func unreadableFile() {
    let files = [
      SourceFile(path: "a.schema", bytes: [0x80]),
      SourceFile(path: "b.schema", text: "table a { x: id<b> y: int = \"\" }"),
    ]
    let error = #expect(throws: DiagnosticList.self) { try readSchema(files) }
    #expect(error?.diagnostics.map(\.id.rawValue) == ["not-utf8", "default-type"])
  }
}

/// The text of a random schema with one fault each in some of its tables.
private struct FaultySchema {
  private var random: SeededRandom
  private let target: Target
  private var tables: [[Line]] = []
  private var hasFields: [Bool] = []

  /// A line of the text, and the error that is expected in it.
  private struct Line {
    var text: String
    var id: String?
  }

  /// A line to add to a table, with `#` for its number, and the error in it.
  private static let additions: [(line: String, id: String)] = [
    // Syntax
    ("fault# int", "missing-colon"), ("fault#: string??", "double-optional"), ("fault#: [int", "unclosed-bracket"),
    ("fault#: int @kye", "unknown-attribute"), ("fault#: = 3", "expected-type"),
    ("fault#: int;", "unexpected-character"),
    ("fault#: int : bool", "unexpected-token"), ("fault#: { a: int b: int }", "missing-comma"),
    ("fault#: int = nwo", "expected-default"), ("fault#: \"x", "unterminated-string"),
    ("fault#: string | int?", "optional-union"), ("2fault#: int", "bad-number"),
    // Names
    ("fault#: nowhere#", "unknown-type"), ("fault#: id<nowhere#>", "unknown-table"),
    ("index fault# (nowhere#)", "unknown-index-path"), ("_bellows_#: int", "reserved-name"),
    // Types
    ("fault#: int = \"x\"", "default-type"), ("fault#: int @onDelete(cascade)", "on-delete-not-reference"),
    ("fault#: [double: int]", "record-key"), ("fault#: string = now", "default-type"),
    ("fault#: date @was(before#) @from(first)", "was-and-from"),
    // Repetitions
    ("fault#: \"a\" | \"a\"", "duplicate-literal"), ("fault#: { m: int, m: int }", "duplicate-member"),
    ("fault#: int @was(before#, before#)", "duplicate-was"),
  ]

  init(seed: UInt64) {
    var generator = SchemaGenerator(seed: seed)
    let schema = generator.schema()
    target = schema.target
    random = generator.random
    for table in schema.tables {
      let text = printSchema(Schema(target: target, tables: [table]))
      tables.append(text.split(separator: "\n").dropFirst().map { Line(text: String($0)) })
      hasFields.append(!table.fields.isEmpty)
    }
  }

  mutating func inject() {
    for place in tables.indices where hasFields[place] && random.happens(70) {
      let isAfterOpenTable = place > 0 && tables[place - 1].last?.id == "unclosed-bracket"
      switch random.number(below: 12) {
      case 0 where !isAfterOpenTable: changeHeader(of: place)
      case 1: changeKey(of: place)
      case 2: removeBrace(of: place)
      default: addLine(to: place)
      }
    }
  }

  var text: String { (["target \(target.rawValue)"] + tables.joined().map(\.text)).joined(separator: "\n") + "\n" }

  /// The line and the ID of each error.
  var expected: [String] {
    tables.joined().enumerated().compactMap { line in line.element.id.map { "\(line.offset + 2): \($0)" } }
  }

  private mutating func changeHeader(of place: Int) {
    guard let header = tables[place].firstIndex(where: { $0.text.hasPrefix("table ") }) else { return }
    tables[place][header].text = "tabel" + tables[place][header].text.dropFirst(5)
    tables[place][header].id = "expected-declaration"
  }

  private mutating func changeKey(of place: Int) {
    guard let key = tables[place].firstIndex(where: { $0.text.contains(" @key") && $0.text.hasPrefix("  id: ") }) else {
      return addLine(to: place)
    }
    tables[place][key].text = tables[place][key].text.replacing(" @key", with: " @kye")
    tables[place][key].id = "unknown-attribute"
  }

  /// Removes the brace that closes a table, if the next line is known to begin another one.
  private mutating func removeBrace(of place: Int) {
    let next = place + 1 < tables.count ? tables[place + 1].first?.text : nil
    guard tables[place].last?.text == "}", next?.hasPrefix("table ") == true, next?.hasSuffix("{") == true else {
      return addLine(to: place)
    }
    tables[place].removeLast()
    tables[place][tables[place].count - 1].id = "unclosed-bracket"
  }

  private mutating func addLine(to place: Int) {
    guard let brace = tables[place].firstIndex(where: { $0.text.hasSuffix("{") }), tables[place].last?.text == "}"
    else { return }
    let (line, id) = random.pick(Self.additions)
    let text = "  " + line.replacing("#", with: String(place))
    let isAtEnd = random.happens(50)
    tables[place].insert(Line(text: text, id: id), at: isAtEnd ? tables[place].count - 1 : brace + 1)
  }
}
