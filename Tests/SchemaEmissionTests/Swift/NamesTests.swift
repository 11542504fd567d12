// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import SchemaEmission

@Suite struct NamesTests {
  @Test(arguments: [
    ("name", "name"), ("user_name", "userName"), ("user-name", "userName"), ("UserName", "userName"), ("ID", "id"),
    ("URLPath", "urlPath"), ("2fa", "_2fa"), ("🎈", "field"), ("", "field"), ("a\"b\nc", "aBC"), ("größe", "größe"),
    ("cafe\u{301}", "cafe"), ("日本", "日本"),
  ])
  func propertiesAreLowerCamelCase(_ name: String, _ expected: String) {
    #expect(name.lowerCamelCase(orElse: "field").unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test func namesThatMeetAreNumbered() {
    var scope = NameScope()
    #expect(["aB", "aB", "aB", "aB2"].map { scope.claim($0) } == ["aB", "aB2", "aB3", "aB2_2"])
  }

  @Test func keywordsAreEscapedAndMembersRenamed() {
    #expect("class".escaped == "`class`")
    #expect("age".escaped == "age")
    #expect(SwiftWords.member("hashValue") == "hashValue_")
    #expect(SwiftWords.type("String") == "String_")
  }

  @Test(arguments: [
    ("2026-03-01-add-age", "AddAge"), ("add-age", "AddAge"), ("AddAge", "AddAge"), ("x2", "X2"), ("rows", "RowsPlan"),
    ("string", "StringPlan"), ("users-row", "UsersRowPlan"), ("2026-03-01-2fa", "_2fa"),
  ])
  func aMigrationHasASwiftType(_ name: String, _ type: String) {
    #expect(MigrationName(name)?.typeName == type)
  }

  @Test(arguments: [
    "", "-a", "a-", "a--b", "a b", "a/b", "..", "é", "2026-03-01", "a\n", String(repeating: "a", count: 101),
  ])
  func otherNamesAreRefused(_ name: String) {
    #expect(MigrationName(name) == nil)
  }

  @Test func typesOfMigrationsDifferByMoreThanCase() throws {
    let name = try #require(MigrationName("add-age"))
    #expect(name.typeName(besides: ["AddName"]) == "AddAge")
    #expect(name.typeName(besides: ["addage", "AddAge2"]) == "AddAge3")
  }

  @Test func literalsKeepTheirBytesAndHideNothing() {
    #expect("a\"b\\(c)\n\u{0}".swiftLiteral == #""a\"b\\(c)\n\u{0}""#)
    #expect("caf\u{e9}".swiftLiteral == "\"caf\u{e9}\"")
    #expect("cafe\u{301}".swiftLiteral == #""cafe\u{301}""#)
    #expect("\u{202e}x\u{200b}".swiftLiteral == #""\u{202e}x\u{200b}""#)
  }
}
