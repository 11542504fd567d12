// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaModel
import Testing

@testable import SwiftEmitter

@Suite struct NamesTests {
  @Test(
    "Properties are in lower camel case",
    arguments: [
      ("name", "name"), ("user_name", "userName"), ("user-name", "userName"), ("UserName", "userName"), ("ID", "id"),
      ("URLPath", "urlPath"), ("2fa", "_2fa"), ("🎈", "field"), ("", "field"), ("a\"b\nc", "aBC"), ("größe", "größe"),
      ("cafe\u{301}", "cafe"), ("日本", "日本"), ("三", "三"), ("नाम", "नाम"), ("ชื่อ", "ชื่อ"), ("٣x", "_٣x"),
      ("a\u{FE0F}b", "aB"), ("\u{93E}x", "x"), ("Имя", "имя"),
    ])
  func propertiesAreLowerCamelCase(_ name: String, _ expected: String) {
    #expect(name.lowerCamelCase(orElse: "field").unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test("No row type and no plan hides a public type of the runtime") func typesOfTheRuntimeAreTaken() throws {
    var folder = URL(filePath: #filePath)
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Sources/Bellows").path), folder.path != "/" {
      folder.deleteLastPathComponent()
    }
    folder.append(path: "Sources")
    var found: Set<String> = []
    for path in FileManager.default.subpaths(atPath: folder.path) ?? []
    where path.hasSuffix(".swift") && (path.hasPrefix("Bellows/") || path.hasPrefix("PlanFormat/")) {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("public ") {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        let kinds: Set<Substring> = ["struct", "enum", "protocol", "class", "actor", "typealias"]
        guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else { continue }
        found.insert(String(words[kind + 1]))
      }
    }
    #expect(found.count > 50)
    #expect(found.subtracting(SwiftWords.outerTypes).isEmpty)
    var names = NameScope()
    #expect(
      ["stored", "readable", "users"].map { names.claimRows(of: TableName($0)) } == [
        "StoredTable", "ReadableTable", "Users",
      ])
  }

  @Test("Names that become equal in Swift are numbered")
  func namesThatMeetAreNumbered() {
    var scope = NameScope()
    #expect(["aB", "aB", "aB", "aB2"].map { scope.claim($0) } == ["aB", "aB2", "aB3", "aB2_2"])
  }

  @Test("Keywords are escaped, and names of members changed")
  func keywordsAreEscapedAndMembersRenamed() {
    #expect("class".escaped == "`class`")
    #expect("age".escaped == "age")
    #expect(SwiftWords.member("hashValue") == "hashValue_")
    #expect(SwiftWords.type("String") == "String_")
  }

  @Test(
    "The name of a migration becomes a Swift type",
    arguments: [
      ("2026-03-01-add-age", "AddAge"), ("add-age", "AddAge"), ("AddAge", "AddAge"), ("x2", "X2"),
      ("2026-03-01-rows", "RowsPlan"),
      ("string", "StringPlan"), ("users-row", "UsersRowPlan"), ("2026-03-01-2fa", "_2fa"),
    ])
  func aMigrationHasASwiftType(_ name: String, _ type: String) {
    #expect(MigrationName(name)?.typeName == type)
  }

  @Test(
    "Names that are not Swift types are refused",
    arguments: [
      "", "-a", "a-", "a--b", "a b", "a/b", "..", "é", "2026-03-01", "a\n", String(repeating: "a", count: 101),
    ])
  func otherNamesAreRefused(_ name: String) {
    #expect(MigrationName(name) == nil)
  }

  @Test("Swift types of migrations differ in more than case")
  func typesOfMigrationsDifferByMoreThanCase() throws {
    let name = try #require(MigrationName("add-age"))
    #expect(name.typeName(besides: ["AddName"]) == "AddAge")
    #expect(name.typeName(besides: ["addage", "AddAge2"]) == "AddAge3")
  }

  @Test("String literals keep their bytes and escape invisible characters")
  func literalsKeepTheirBytesAndHideNothing() {
    #expect("a\"b\\(c)\n\u{0}".swiftLiteral == #""a\"b\\(c)\n\u{0}""#)
    #expect("caf\u{e9}".swiftLiteral == "\"caf\u{e9}\"")
    #expect("cafe\u{301}".swiftLiteral == #""cafe\u{301}""#)
    #expect("\u{202e}x\u{200b}".swiftLiteral == #""\u{202e}x\u{200b}""#)
  }
}
