// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Testing

/// Source with faults behind their switches.
@Suite struct RewritingTests {
  private func rewritten(_ source: String, _ kinds: FaultKind...) -> Rewriting {
    let all = faults(in: source, file: "F.swift").filter { kinds.contains($0.kind) }
    return Rewriting(source, compatible(all, limit: 99).enumerated().map { Mutant($0.offset + 1, $0.element) })
  }

  @Test("A fault inside another one keeps its own switch")
  func nesting() {
    let source = "func f() { if a < 3 && b { g() } }"
    let text = rewritten(source, .negatedCondition, .boundByOne, .operandDropped, .callDropped).text
    #expect(
      text == """
        func f() { if mutantFlips(1, (mutantIsOn(2) || (mutantLess(3, a , 3))) && (mutantIsOn(4) || (b))) \
        { if !mutantIsOn(5) { g() } } }
        """)
  }

  @Test("Methods are renamed with and without parentheses")
  func methods() {
    let text = rewritten("func f() { g(a.sorted(), b.sorted(by: <), c.filter { $0 }.first) }", .otherMethod).text
    #expect(text.contains("a.mutantSorted(1), b.mutantSorted(2, by: <), c.mutantFilter(4) { $0 }.mutantFirst(3)"))
  }

  @Test("A function whose one expression is its value still returns it")
  func implicitReturn() {
    #expect(
      rewritten("func f() -> [Int] { a }", .earlyReturn).text
        == "func f() -> [Int] { if mutantIsOn(1) { return [] }; return a }")
    #expect(
      rewritten("func f() -> [Int] { switch a { case .b: return c } }", .earlyReturn).text
        == "func f() -> [Int] { if mutantIsOn(1) { return [] }; switch a { case .b: return c } }")
  }

  @Test("Faults that cross each other are not in one build")
  func crossing() {
    let swapped = faults(in: "func f() { a(); b(); c() }", file: "F.swift").filter { $0.kind == .callsSwapped }
    #expect(swapped.count == 2)
    #expect(compatible(swapped, limit: 9).count == 1)
    #expect(compatible(faults(in: "func f() { a(1); b(2) }", file: "F.swift"), limit: 3).count == 3)
  }

  @Test("An error of the compiler leads to the innermost fault around it")
  func errors() {
    let rewriting = rewritten("func f() {\n  if a {\n    g()\n  }\n}", .negatedCondition, .callDropped)
    #expect(rewriting.mutants(atLine: 2, column: 8) == [1])
    #expect(rewriting.mutants(atLine: 3, column: 24) == [2])
    #expect(rewriting.mutants(atLine: 3, column: 1) == [2])
    #expect(rewriting.mutants(atLine: 5, column: 1) == [])
  }
}
