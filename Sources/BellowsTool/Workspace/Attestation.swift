// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaLanguage
import SwiftEmitter

/// A statement that a plan's deploy is complete in a database: printed by `migrate verify --attest`, filed by `bellows
/// advance`.
///
///     {
///       "format": "bellows-attestation/2",
///       "environment": "production",
///       "database": "app",
///       "time": "2026-03-02T10:11:12Z",
///       "plans": [
///         {
///           "plan": "2026-03-01-add-age",
///           "deploy": 1,
///           "schema": "9f86d081884c7d65",
///           "released": true,
///           "counts": [ { "name": "users.age", "rows": 1042, "remaining": 0 } ]
///         }
///       ]
///     }
///
/// One file has an entry for each plan that is under way in the database. `deploy` is the number of the complete deploy,
/// `schema` the fingerprint of the plan's tables there, `released` whether older code no longer runs. `counts` has an
/// entry for each backfill (by its name) and each constraint (by its path, `users#by_email`) that the next deploy
/// requires: how many rows were scanned, and how many remain. Unknown members are kept in the file and otherwise ignored.
/// `bellows-attestation/1`, of one plan, has the members of the entry beside those of the database.
struct Attestation: Hashable {
  /// The format that is written now.
  static let format = "bellows-attestation/2"
  /// The earlier format, of one plan.
  private static let formatOfOnePlan = "bellows-attestation/1"

  struct Count: Hashable, Decodable {
    var name: String
    var rows: Int
    var remaining: Int
  }

  var plan: MigrationName
  var deploy: Int
  var schema: String
  var environment: String
  var database: String
  var isReleased: Bool
  var counts: [Count]
  var time: String
}

/// Why a file is not an attestation.
enum AttestationProblem: Error, Hashable {
  case notJSON
  case otherFormat(String)
  /// The path of a member that is missing or invalid.
  case badMember(String)
}

extension Attestation {
  /// Parses the output of `migrate verify --attest`: an attestation for each plan; never empty.
  static func parse(_ bytes: [UInt8]) throws(AttestationProblem) -> [Attestation] {
    let file: Database = try read(bytes)
    if file.environment?.isEmpty == true { throw .badMember("environment") }
    if file.database?.isEmpty == true { throw .badMember("database") }
    switch file.format {
    case formatOfOnePlan:
      let entry: Entry = try read(bytes)
      return [try Attestation(entry, in: file, at: "")]
    case format:
      let list: List = try read(bytes)
      if list.plans.isEmpty { throw .badMember("plans") }
      var attestations: [Attestation] = []
      for (index, entry) in list.plans.enumerated() {
        attestations.append(try Attestation(entry, in: file, at: "plans.\(index)."))
      }
      return attestations
    case let other: throw .otherFormat(other)
    }
  }

  private static func read<Value: Decodable>(_ bytes: [UInt8]) throws(AttestationProblem) -> Value {
    do {
      return try readJSON(Value.self, from: bytes)
    } catch {
      switch error {
      case .notJSON, .wrongType(path: ""): throw .notJSON
      case .missing(let path), .wrongType(let path): throw .badMember(path)
      }
    }
  }

  private init(_ entry: Entry, in file: Database, at path: String) throws(AttestationProblem) {
    guard let environment = file.environment else { throw .badMember("environment") }
    guard let database = file.database else { throw .badMember("database") }
    guard let time = file.time else { throw .badMember("time") }
    guard let plan = MigrationName(entry.plan) else { throw .badMember(path + "plan") }
    if entry.deploy < 1 { throw .badMember(path + "deploy") }
    for (index, count) in entry.counts.enumerated() where count.rows < 0 || count.remaining < 0 {
      throw .badMember("\(path)counts.\(index)")
    }
    self.init(
      plan: plan, deploy: entry.deploy, schema: entry.schema, environment: environment, database: database,
      isReleased: entry.released, counts: entry.counts, time: time)
  }

  /// What all plans of a file share; a file of another format may lack it.
  private struct Database: Decodable {
    var format: String
    var environment, database, time: String?
  }

  private struct List: Decodable {
    var plans: [Entry]
  }

  /// What a file says of one plan.
  private struct Entry: Decodable {
    var plan, schema: String
    var deploy: Int
    var released: Bool
    var counts: [Count]
  }

  /// The part of a file name that marks attestations in a plan's folder.
  static let fileNamePart = "-attested"

  /// The file's name in the plan's folder: one for each deploy, environment and database.
  var fileName: String {
    let parts = [environment, database].map(Self.fileSafe)
    // If characters were replaced or cut off, a digest keeps the name unique.
    let digest = parts == [environment, database] ? [] : [Self.digest(of: [environment, database])]
    return (["\(deploy)\(Self.fileNamePart)"] + parts + digest).joined(separator: "-") + ".json"
  }

  /// A text as part of a portable file name: at most 40 lower-case letters, digits, `-` and `_`.
  private static func fileSafe(_ text: String) -> String {
    let bytes = text.utf8.prefix(40).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): byte
      default: UInt8(ascii: "-")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// FNV-1a over the texts, each terminated by a byte that does not occur in UTF-8.
  private static func digest(of texts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
      for byte in Array(text.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
