// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Where reports point to inside a changed field.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct DifferencePathTests {
  private func path(_ old: ValueType, _ new: ValueType) -> String {
    FieldType(old).pathOfDifference(to: FieldType(new)).map(\.text).joined(separator: ".")
  }

  @Test("The path of one changed member is found")
  func oneMemberChanged() {
    let old = object(["theme": text("dark"), "size": int])
    #expect(path(old, object(["size": int, "theme": text("light")])) == "theme")
    #expect(path(old, object(["size?": int, "theme": text("dark")])) == "size")
    #expect(
      path(object(["inner": old]), object(["inner": object(["theme": text("dark"), "size": string])])) == "inner.size")
  }

  @Test("The path of an added or removed member is found")
  func aMemberThatOnlyOneSideHas() {
    #expect(path(object(["a": int]), object(["a": int, "b": int])) == "b")
    #expect(path(object(["a": int, "b": int]), object(["b": int])) == "a")
    #expect(path(object(["a": int]), object(["b": int])) == "")
  }

  @Test("Paths lead into arrays and records")
  func elementsOfArraysAndRecords() {
    #expect(path(list(object(["price": int, "n": int])), list(object(["price": double, "n": int]))) == "[].price")
    #expect(path(.record(.string, list(int)), .record(.string, list(string))) == "[].[]")
    #expect(path(.record(.string, int), .record(.int, int)) == "")
  }

  @Test("Several differences have the path of the whole type")
  func severalDifferencesAreOfTheWhole() {
    #expect(path(object(["a": int, "b": int]), object(["a": string, "b": string])) == "")
    #expect(path(int, string) == "")
    #expect(path(int, int) == "")
  }

  @Test("A path leads into a union only if one alternative changed")
  func unionsOnlyWhereOneMemberChanged() {
    func shape(_ kind: String, _ type: ValueType) -> ValueType { object(["kind": text(kind), "x": type]) }
    #expect(path(either(shape("a", int), shape("b", int)), either(shape("b", string), shape("a", int))) == "x")
    #expect(path(either(shape("a", int), shape("b", int)), either(shape("b", string), shape("a", string))) == "")
    #expect(path(either(text("a"), text("b")), either(text("a"), text("c"))) == "")
    #expect(path(shape("a", int), either(shape("a", int), shape("b", int))) == "")
  }

  @Test("Another spelling of a type is not a difference")
  func anotherSpellingIsNoDifference() {
    #expect(path(object(["a": bool, "b": int]), object(["a": either(no, yes), "b": string])) == "b")
  }

  @Test("Optionality of the field is reported first")
  func optionalityOfTheFieldComesFirst() {
    let (old, new) = (object(["a": int]), object(["a": string]))
    #expect(FieldType(old, isOptional: true).pathOfDifference(to: FieldType(new)).isEmpty)
    #expect(FieldType(old, isOptional: true).pathOfDifference(to: FieldType(new).optional) == ["a"])
  }
}
