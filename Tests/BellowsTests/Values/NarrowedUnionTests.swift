// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

/// Unions of which code may write fewer values than rows hold.
@Suite struct NarrowedUnionTests {
  private enum Role: LiteralUnion {
    case member
    case admin
    case guest

    var rawValue: String {
      switch self {
      case .member: "member"
      case .admin: "admin"
      case .guest: "guest"
      }
    }
  }

  /// As generated code has it.
  private enum WrittenRole: NarrowedUnion, CaseIterable {
    case member
    case admin
    typealias ReadType = Role

    static let allCases: [Self] = [.member, .admin]

    init(json: JSONValue) throws {
      guard let literal = Self.allCases.first(where: { $0.json == json }) else {
        throw RowUnreadable(expected: "a role", found: json)
      }
      self = literal
    }

    var json: JSONValue {
      switch self {
      case .member: .string("member")
      case .admin: .string("admin")
      }
    }
  }

  @Test("A value that was read can be written if it is still allowed")
  func conversion() {
    #expect(Role.allCases.map { WrittenRole($0) } == [.member, .admin, nil])
    #expect(Role.allCases.map { Role($0) } == Role.allCases)
  }

  @Test("A literal can be written if it is still allowed")
  func rawValues() {
    #expect(["member", "admin", "guest", "other"].map { WrittenRole(rawValue: $0) } == [.member, .admin, nil, nil])
  }

  private enum Large: LiteralUnion {
    case one, two, three, four

    var rawValue: String { "\(self)" + String(repeating: "x", count: 30) }
  }

  @Test("The error for a value outside a union names whole members, and counts the others")
  func error() {
    let large = #expect(throws: RowUnreadable.self) { try Large(json: "zero") }
    let x = String(repeating: "x", count: 30)
    #expect(large?.reason == "\"one\(x)\" | \"two\(x)\" | 2 more is expected, not \"zero\"")
    let small = #expect(throws: RowUnreadable.self) { try Role(json: "zero") }
    #expect(small?.reason == #""member" | "admin" | "guest" is expected, not "zero""#)
  }
}
