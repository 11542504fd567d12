// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Testing

/// Which faults a piece of source has places for.
@Suite struct FaultFinderTests {
  /// The faults of a function's body, as `kind: before -> after`.
  private func found(_ body: String, type: String = "") -> [String] {
    described("func f()\(type.isEmpty ? "" : " -> \(type)") {\n\(body)\n}")
  }

  private func described(_ source: String) -> [String] {
    faults(in: source, file: "F.swift").map { "\($0.kind.rawValue): \($0.before) -> \($0.after)" }
  }

  @Test("A condition is negated, always true and always false")
  func conditions() {
    let faults = found("if isOld { use() }\nwhile isOn { use() }")
    #expect(faults.contains("condition negated: isOld -> !(isOld)"))
    #expect(faults.contains("condition always true: isOld -> true"))
    #expect(faults.contains("condition always false: isOld -> false"))
    #expect(faults.contains("condition always false: isOn -> false"))
    #expect(!faults.contains("condition always true: isOn -> true"), "a loop without an end shows nothing")
  }

  @Test("The closure of filter and the where clause of a loop are conditions")
  func predicates() {
    let faults = found("let a = b.filter { $0.isOld }\nfor c in b where c.isOld { use(c) }\nb.map { $0.isOld }")
    #expect(faults.count { $0 == "condition negated: $0.isOld -> !($0.isOld)" } == 1)
    #expect(faults.contains("condition negated: c.isOld -> !(c.isOld)"))
  }

  @Test("A binding fails and a pattern does not match")
  func bindings() {
    let faults = found("guard let a = find() else { return }\nif let a { use(a) }\nif case .one = a { use(a) }")
    #expect(faults.contains("binding always fails: find() -> nil"))
    #expect(faults.contains("binding always fails: let a -> let a = nil"))
    #expect(faults.contains("pattern never matches: case .one = a -> case .one = a, false"))
  }

  @Test("Operands are dropped, bounds move by one, operators are exchanged")
  func operators() {
    let faults = found("let x = a && b || c\nlet y = d < 3\nlet z = e + f\nlet s = \"text \" + name\nlet n = o ?? p")
    #expect(faults.contains("operand dropped: a && b -> b"))
    #expect(faults.contains("operand dropped: a && b || c -> c"))
    #expect(faults.contains("bound by one: d < 3 -> d <= 3"))
    #expect(faults.contains("number by one: 3 -> 4"))
    #expect(faults.contains("other operator: e + f -> e - f"))
    #expect(faults.contains("default always taken: o ?? p -> p"))
    #expect(!faults.contains { $0.contains("text") }, "text is not a number")
  }

  @Test("Calls and assignments are dropped and swapped, errors ignored")
  func statements() {
    let faults = found("list.append(a)\nb = c\ntry write(b)")
    #expect(faults.contains("call dropped: list.append(a) -> nothing"))
    #expect(faults.contains("assignment dropped: b = c -> nothing"))
    #expect(faults.contains("statements swapped: list.append(a); b = c -> b = c; list.append(a)"))
    #expect(faults.contains("error ignored: try write(b) -> try? write(b)"))
  }

  @Test("A function returns at once, and another value of its type")
  func results() {
    #expect(found("use()").contains("returns at once: use() -> return"))
    let list = found("use()\nif a { return [1] }\nreturn b", type: "[Int]")
    #expect(list.contains("returns at once: use() -> return []"))
    #expect(list.contains("other result: return b -> return []"))
    #expect(list.contains("exit dropped: return [1] -> nothing"))
    #expect(found("use()\nreturn b", type: "Row?").contains("other result: return b -> return nil"))
    #expect(found("a.b", type: "Bool").contains("returns at once: a.b -> return true"))
    #expect(!found("use()\nreturn b", type: "Row").contains { $0.contains("returns at once") })
  }

  @Test("Methods get their counterpart, literals lose an element, a case takes its neighbour's value")
  func values() {
    let faults = found("let a = b.sorted()\nlet c = b.first\nlet d = [x, y]\nswitch e { case .f: g()\ncase .h: i() }")
    #expect(faults.contains("other method: b.sorted() -> b.sorted(): no order"))
    #expect(faults.contains("other method: b.first -> b.last"))
    #expect(faults.contains("element dropped: [x, y] -> [x, y] without y"))
    #expect(faults.contains("other case's value: g() -> i()"))
  }

  @Test("Messages, assertions, default arguments, inlinable code and code outside functions have no faults")
  func leftOut() {
    #expect(
      found("precondition(a < b, \"a is \\(c ? d : e)\")\nlet text = \"\\(c ? d : e)\"") == [
        "returns at once: precondition(a < b, \"a is \\(c ? d : e)\") -> return"
      ])
    #expect(described("@inlinable func f() { if a { g() } }\nlet x = a < b\nfunc g(_ a: Bool = b < c)") == [])
    #expect(described("@ViewBuilder var body: View { if a { b } }\n#if os(Linux) && DEBUG\n#endif") == [])
    #expect(
      found("switch a { case 1: break\ncase .b(let c, 2): break }") == [
        "returns at once: switch a { case 1: break case .b(let c, 2): break } -> return"
      ])
  }

  @Test("A fault names its function with its types, and its line")
  func places() {
    let source = "struct A {\n  struct B {\n    var c: Int {\n      return d + 1\n    }\n  }\n}\n"
    let fault = faults(in: source, file: "F.swift").first { $0.kind == .arithmetic }
    #expect(fault?.function == "A.B.c")
    #expect(fault?.line == 4)
    #expect(fault?.functionLines == 3...5)
  }
}
