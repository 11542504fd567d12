// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// A schema file is untrusted input: every byte sequence gets an answer, soon.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RobustnessTests {
  private static func check(_ bytes: [UInt8], _ label: String) {
    let file = SourceFile(path: label, bytes: bytes)
    let diagnostics = parse(file, index: 0).diagnostics
    #expect(diagnostics.count <= 101, "\(label)")
    let places = diagnostics.compactMap(\.range)
    #expect(places.count == diagnostics.count, "\(label)")
    #expect(places.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= bytes.count }, "\(label)")
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.start <= $1.start }, "\(label)")
    #expect(render(diagnostics, new: [file]).isEmpty == diagnostics.isEmpty, "\(label)")
  }

  @Test("Random bytes are parsed without a crash")
  func randomBytes() {
    for seed in UInt64(0)..<(isThorough ? 4_000 : 300) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...400, using: &random)
      Self.check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, "bytes, seed \(seed)")
    }
  }

  @Test("Random punctuation is parsed without a crash")
  func randomSigns() {
    let signs = Array("{}[]()<>:,.|?@=\"`/\\- \n\tab1é;'#\u{0}".utf8)
    for seed in UInt64(0)..<(isThorough ? 4_000 : 300) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...400, using: &random)
      Self.check((0..<count).map { _ in signs.randomElement(using: &random) ?? 0 }, "signs, seed \(seed)")
    }
  }

  @Test("Random tokens are parsed without a crash")
  func randomTokens() {
    let tokens = [
      "table", "type", "target", "sqlite", "index", "unique", "vector", "search", "filter", "dimensions", "id",
      "string",
      "users", "`a b`", "\"x\"", "3", "-1.5", "true", "null", "{", "}", "[", "]", "(", ")", "<", ">", "@", "@was",
      "@key",
      ":", ",", ".", "=", "|", "?", "\n", "\n", "// why\n", "/// What.\n", "now",
    ]
    for seed in UInt64(0)..<(isThorough ? 20_000 : 1_000) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...120, using: &random)
      let text = (0..<count).map { _ in tokens.randomElement(using: &random) ?? "" }.joined(separator: " ")
      Self.check(Array(text.utf8), "tokens, seed \(seed)")
    }
  }

  /// Every file with one token too few, too many, or two in the wrong order.
  @Test("Small mistakes in an ordinary file are errors without a crash")
  func slipsInAnOrdinaryFile() {
    let tokens = """
      target sqlite
      table users @was ( people ) {
        role : ( "member" @was ( "user" ) | "admin" ) ? = "member"
        address : { street : string , zip : [ string ] } , team : id < teams > ? @onDelete ( setNull )
        search by_role ( role , address . street ) filter ( team )
      }
      table events = { x : int } | { y : int } {
        vector v ( x ) dimensions 3
      }
      """.split(separator: " ", omittingEmptySubsequences: false)
    for index in tokens.indices {
      var fewer = tokens
      fewer.remove(at: index)
      var more = tokens
      more.insert(tokens[index], at: index)
      var swapped = tokens
      swapped.swapAt(index, (index * 7 + 3) % tokens.count)
      for (name, variant) in [("without", fewer), ("twice", more), ("swapped", swapped)] {
        Self.check(Array(variant.joined(separator: " ").utf8), "\(name) \(index)")
      }
    }
  }

  @Test(
    "Deep nesting is at most one error per level", arguments: ["[", "{ a: ", "(", "[string: ", "(\"a\" | ", "{ a: [("])
  func deepNestingIsOneErrorPerLevelAtMost(opening: String) {
    let source = "type A = " + String(repeating: opening, count: 100_000)
    let diagnostics = parse(SourceFile(path: "a.schema", text: source), index: 0).diagnostics
    #expect(diagnostics.contains { $0.id.rawValue == "nesting-too-deep" })
    #expect(diagnostics.count <= 101)
  }

  @Test("Deep nesting with all brackets closed is one error")
  func deepNestingThatIsClosedIsOneError() {
    let source =
      "type A = " + String(repeating: "[", count: 100_000) + "int" + String(repeating: "]", count: 100_000)
      + "\ntype B = [strin?]"
    let diagnostics = parse(SourceFile(path: "a.schema", text: source), index: 0).diagnostics
    #expect(diagnostics.map(\.id.rawValue) == ["nesting-too-deep", "misplaced-optional"])
  }

  @Test(
    "Megabytes of invalid input take linear time", .timeLimit(.minutes(Thorough.minutes)),
    arguments: ["{}[]()<>:,.|?@= \nab", "table x {\n", "type a = b | ", "// x\n", "\"", "{ a: "])
  func megabytesOfGarbageTakeLinearTime(piece: String) {
    let source = String(repeating: piece, count: 2_000_000 / piece.utf8.count)
    let diagnostics = parse(SourceFile(path: "a.schema", text: source), index: 0).diagnostics
    #expect(diagnostics.isEmpty == piece.hasPrefix("//"))
  }

  @Test("A file that is too large is not read")
  func aFileTooLargeIsNotRead() {
    let file = SourceFile(path: "a.schema", bytes: [UInt8](repeating: UInt8(ascii: " "), count: largestFile + 1))
    #expect(parse(file, index: 0).diagnostics.map(\.id.rawValue) == ["file-too-large"])
  }

  @Test(
    "A file that is not UTF-8 is reported",
    arguments: [
      ([0x80], 0), ([0x61, 0xC3], 1), ([0xC0, 0x80], 0), ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0xE0, 0x80, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0), ([0xC3, 0x28], 0), ([0xFF, 0xFE, 0x61, 0], 0),
      ([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0xF5], 8),
    ] as [([UInt8], Int)])
  func whatIsNotUTF8IsSaidSo(bytes: [UInt8], offset: Int) {
    let diagnostics = parse(SourceFile(path: "a.schema", bytes: bytes), index: 0).diagnostics
    #expect(diagnostics.map(\.id.rawValue) == ["not-utf8"])
    #expect(diagnostics.first?.range?.start == offset)
    #expect(diagnostics.first?.message.contains("UTF-16") == (bytes.count == 4 && bytes[0] == 0xFF))
  }

  /// The check of the encoding agrees with the standard library's.
  @Test("The encoding of random bytes is checked without a crash")
  func encodingOfRandomBytes() {
    let pieces: [[UInt8]] = [
      Array("abcdefgh".utf8), Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0xED], [0xA0], [0xF4], [0x8F], [0xE0],
      [0x9F], [0xC1], [0xBF], [0xF0], [0x80],
    ]
    for seed in UInt64(0)..<(isThorough ? 20_000 : 1_000) {
      var random = SeededGenerator(seed: seed)
      let bytes = (0..<Int.random(in: 1...8, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      let isRefused = parse(SourceFile(path: "a", bytes: bytes), index: 0).diagnostics.contains {
        $0.id.rawValue == "not-utf8"
      }
      #expect(isRefused == (String(validating: bytes, as: UTF8.self) == nil), "seed \(seed): \(bytes)")
    }
  }
}
