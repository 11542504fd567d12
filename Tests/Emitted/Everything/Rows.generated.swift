// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 00426981cdd081bd3ca00398b8c03f29113685cf6caa51b8f63808e1c347fbf4
// swift-format-ignore-file
import Bellows

public typealias EventsID = Key<EventsRow, Int64>

/// A row of `events` as it is read.
public struct EventsRow: ReadableRow {
  public static let table = "events"
  public static let columns = [
    Column("_id", .int),
    Column("at", .microseconds),
    Column("user", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: EventsID
  public var at: Timestamp
  public var user: UsersID

  public init(id: EventsID, at: Timestamp, user: UsersID) {
    self.id = id
    self.at = at
    self.user = user
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.at = try row.required(1)
    self.user = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.at)
    try row.set(2, self.user)
  }
}

/// A row of `events` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct EventsWrite: WritableRow {
  public static let table = "events"
  public static let columns = [
    Column("_id", .int),
    Column("at", .microseconds),
    Column("user", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: EventsID?
  @Written public var at: Timestamp
  @Written public var user: UsersID

  /// A new row.
  public init(id: EventsID? = nil, at: Timestamp, user: UsersID) {
    self.id = id
    self._at = Written(wrappedValue: at)
    self._user = Written(wrappedValue: user)
  }

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    self.id = row.id
    self._at = Written(unchanged: row.at)
    self._user = Written(unchanged: row.user)
  }

  public mutating func set(at: Timestamp) {
    self.at = at
  }

  public mutating func set(user: UsersID) {
    self.user = user
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._at)
    try row.set(2, self._user)
  }
}

public typealias GroupsID = Key<GroupsRow, String>

/// A team is known by its slug.
public struct GroupsRow: ReadableRow {
  public static let table = "groups"
  public static let columns = [
    Column("slug", .text),
    Column("title", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var slug: GroupsID
  public var title: String

  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self.title = title
  }

  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self.title)
  }
}

/// A row of `groups` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct GroupsWrite: WritableRow {
  public static let table = "groups"
  public static let columns = [
    Column("slug", .text),
    Column("title", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let slug: GroupsID
  @Written public var title: String

  /// A new row.
  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self._title = Written(wrappedValue: title)
  }

  /// Changes of a row that was read.
  public init(_ row: GroupsRow) {
    self.slug = row.slug
    self._title = Written(unchanged: row.title)
  }

  public mutating func set(title: String) {
    self.title = title
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self._title)
  }
}

public typealias PostsID = Key<PostsRow, Int64>

/// A row of `posts` as it is read.
public struct PostsRow: ReadableRow {
  public static let table = "posts"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("state", .text),
    Column("text", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PostsID
  public var author: UsersID
  public var state: State
  public var text: String

  public init(id: PostsID, author: UsersID, state: State, text: String) {
    self.id = id
    self.author = author
    self.state = state
    self.text = text
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.state = try row.required(2)
    self.text = try row.required(3)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.author)
    try row.set(2, self.state)
    try row.set(3, self.text)
  }

  public enum State: StoredValue, CaseIterable {
    case draft
    case done

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"draft\" | \"done\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .draft: .string("draft")
      case .done: .string("done")
      }
    }
  }
}

/// A row of `posts` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PostsWrite: WritableRow {
  public static let table = "posts"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("state", .text),
    Column("text", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: PostsID?
  @Written public var author: UsersID
  @Written public var state: PostsRow.State
  @Written public var text: String

  /// A new row.
  public init(id: PostsID? = nil, author: UsersID, state: PostsRow.State, text: String) {
    self.id = id
    self._author = Written(wrappedValue: author)
    self._state = Written(wrappedValue: state)
    self._text = Written(wrappedValue: text)
  }

  /// Changes of a row that was read.
  public init(_ row: PostsRow) {
    self.id = row.id
    self._author = Written(unchanged: row.author)
    self._state = Written(unchanged: row.state)
    self._text = Written(unchanged: row.text)
  }

  public mutating func set(author: UsersID) {
    self.author = author
  }

  public mutating func set(state: PostsRow.State) {
    self.state = state
  }

  public mutating func set(text: String) {
    self.text = text
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._author)
    try row.set(2, self._state)
    try row.set(3, self._text)
  }
}

/// A row of `seats` as it is read.
public struct SeatsRow: ReadableRow {
  public static let table = "seats"
  public static let columns = [
    Column("number", .int),
    Column("room", .text),
    Column("holder", .int),
    Column("price", .text),
  ]
  public static let keyColumns: [Int] = [0, 1]

  public var number: Int64
  public var room: String
  public var holder: UsersID?
  public var price: ExactDecimal

  public init(number: Int64, room: String, holder: UsersID? = nil, price: ExactDecimal) {
    self.number = number
    self.room = room
    self.holder = holder
    self.price = price
  }

  public init(row: some RowReader) throws {
    self.number = try row.required(0)
    self.room = try row.required(1)
    self.holder = try row.optional(2)
    self.price = try row.required(3)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.number)
    try row.set(1, self.room)
    try row.set(2, self.holder)
    try row.set(3, self.price)
  }
}

/// A row of `seats` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct SeatsWrite: WritableRow {
  public static let table = "seats"
  public static let columns = [
    Column("number", .int),
    Column("room", .text),
    Column("holder", .int),
    Column("price", .text),
  ]
  public static let keyColumns: [Int] = [0, 1]

  public let number: Int64
  public let room: String
  @Written public var holder: UsersID?
  @Written public var price: ExactDecimal

  /// A new row.
  public init(
    number: Int64,
    room: String,
    holder: UsersID? = nil,
    price: ExactDecimal = ExactDecimal(canonical: "0")
  ) {
    self.number = number
    self.room = room
    self._holder = Written(wrappedValue: holder)
    self._price = Written(wrappedValue: price)
  }

  /// Changes of a row that was read.
  public init(_ row: SeatsRow) {
    self.number = row.number
    self.room = row.room
    self._holder = Written(unchanged: row.holder)
    self._price = Written(unchanged: row.price)
  }

  public mutating func set(holder: UsersID?) {
    self.holder = holder
  }

  public mutating func set(price: ExactDecimal) {
    self.price = price
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.number)
    try row.set(1, self.room)
    try row.set(2, self._holder)
    try row.set(3, self._price)
  }
}

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("age_2", .int),
    Column("bio", .text),
    Column("email", .text),
    Column("fullName", .text),
    Column("joinedAt", .microseconds),
    Column("locale", .text),
    Column("role", .text),
    Column("score", .int),
    Column("team", .text),
    Column("visits_2", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var age: Int64?
  public var bio: String
  public var email: String
  public var fullName: String
  public var joinedAt: Timestamp
  public var locale: String
  public var role: Role
  public var score: Int64
  public var team: GroupsID?
  public var visits: String

  public init(
    id: UsersID,
    age: Int64? = nil,
    bio: String,
    email: String,
    fullName: String,
    joinedAt: Timestamp,
    locale: String,
    role: Role,
    score: Int64,
    team: GroupsID? = nil,
    visits: String
  ) {
    self.id = id
    self.age = age
    self.bio = bio
    self.email = email
    self.fullName = fullName
    self.joinedAt = joinedAt
    self.locale = locale
    self.role = role
    self.score = score
    self.team = team
    self.visits = visits
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.age = try row.optional(1)
    self.bio = try row.required(2)
    self.email = try row.required(3)
    self.fullName = try row.required(4)
    self.joinedAt = try row.required(5)
    self.locale = try row.required(6)
    self.role = try row.required(7)
    self.score = try row.required(8)
    self.team = try row.optional(9)
    self.visits = try row.required(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.age)
    try row.set(2, self.bio)
    try row.set(3, self.email)
    try row.set(4, self.fullName)
    try row.set(5, self.joinedAt)
    try row.set(6, self.locale)
    try row.set(7, self.role)
    try row.set(8, self.score)
    try row.set(9, self.team)
    try row.set(10, self.visits)
  }

  public enum Role: StoredValue, CaseIterable {
    case member
    case admin

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"member\" | \"admin\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .member: .string("member")
      case .admin: .string("admin")
      }
    }
  }
}

/// A row of `users` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UsersWrite: WritableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("age_2", .int),
    Column("bio", .text),
    Column("email", .text),
    Column("fullName", .text),
    Column("joinedAt", .microseconds),
    Column("locale", .text),
    Column("role", .text),
    Column("score", .int),
    Column("team", .text),
    Column("visits_2", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: UsersID?
  @Written public var age: Int64?
  @Written public var bio: String
  @Written public var email: String
  @Written public var fullName: String
  @Written public var joinedAt: Timestamp
  @Written public var locale: String
  @Written public var role: UsersRow.Role
  @Written public var score: Int64
  @Written public var team: GroupsID?
  @Written public var visits: String

  /// A new row.
  public init(
    id: UsersID? = nil,
    age: Int64? = nil,
    bio: String,
    email: String,
    fullName: String,
    joinedAt: Timestamp = .now,
    locale: String,
    role: UsersRow.Role,
    score: Int64 = 5,
    team: GroupsID? = nil,
    visits: String
  ) {
    self.id = id
    self._age = Written(wrappedValue: age)
    self._bio = Written(wrappedValue: bio)
    self._email = Written(wrappedValue: email)
    self._fullName = Written(wrappedValue: fullName)
    self._joinedAt = Written(wrappedValue: joinedAt)
    self._locale = Written(wrappedValue: locale)
    self._role = Written(wrappedValue: role)
    self._score = Written(wrappedValue: score)
    self._team = Written(wrappedValue: team)
    self._visits = Written(wrappedValue: visits)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._age = Written(unchanged: row.age)
    self._bio = Written(unchanged: row.bio)
    self._email = Written(unchanged: row.email)
    self._fullName = Written(unchanged: row.fullName)
    self._joinedAt = Written(unchanged: row.joinedAt)
    self._locale = Written(unchanged: row.locale)
    self._role = Written(unchanged: row.role)
    self._score = Written(unchanged: row.score)
    self._team = Written(unchanged: row.team)
    self._visits = Written(unchanged: row.visits)
  }

  public mutating func set(age: Int64?) {
    self.age = age
  }

  public mutating func set(bio: String) {
    self.bio = bio
  }

  public mutating func set(email: String) {
    self.email = email
  }

  public mutating func set(fullName: String) {
    self.fullName = fullName
  }

  public mutating func set(joinedAt: Timestamp) {
    self.joinedAt = joinedAt
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public mutating func set(role: UsersRow.Role) {
    self.role = role
  }

  public mutating func set(score: Int64) {
    self.score = score
  }

  public mutating func set(team: GroupsID?) {
    self.team = team
  }

  public mutating func set(visits: String) {
    self.visits = visits
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._age)
    try row.set(2, self._bio)
    try row.set(3, self._email)
    try row.set(4, self._fullName)
    try row.set(5, self._joinedAt)
    try row.set(6, self._locale)
    try row.set(7, self._role)
    try row.set(8, self._score)
    try row.set(9, self._team)
    try row.set(10, self._visits)
  }
}
