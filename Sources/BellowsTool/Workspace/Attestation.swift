// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SwiftEmitter

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a database says of itself when a deploy's work is done there: printed by `migrate verify --attest`, filed by
/// `bellows advance`.
///
///     {
///       "format": "bellows-attestation/1",
///       "plan": "2026-03-01-add-age",
///       "deploy": 1,
///       "schema": "9f86d081884c7d65",
///       "environment": "production",
///       "database": "app",
///       "released": true,
///       "counts": [ { "name": "users.age", "rows": 1042, "remaining": 0 } ],
///       "time": "2026-03-02T10:11:12Z"
///     }
///
/// `deploy` is the one whose work is done, `schema` the fingerprint of its schema, `released` whether no older code runs
/// any more. `counts` has one entry for each backfill (by its name) and each promise (by its path, `users#by_email`)
/// that the next deploy waits for: how many rows were looked at, and how many are not right yet. Members that this
/// version does not know are kept in the file and otherwise ignored.
struct Attestation: Hashable {
  static let format = "bellows-attestation/1"

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

/// What keeps a file from being an attestation.
enum AttestationProblem: Error, Hashable {
  case notJSON
  case otherFormat(String)
  /// Missing, or not what an attestation has there; by its path.
  case badMember(String)
}

extension Attestation {
  /// Reads a file as `migrate verify --attest` printed it.
  init(parsing bytes: [UInt8]) throws(AttestationProblem) {
    let written: Written
    do {
      written = try JSONDecoder().decode(Written.self, from: Data(bytes))
    } catch let DecodingError.keyNotFound(key, context) {
      throw .badMember(Self.path(context.codingPath + [key]))
    } catch let DecodingError.typeMismatch(_, context) where !context.codingPath.isEmpty {
      throw .badMember(Self.path(context.codingPath))
    } catch let DecodingError.valueNotFound(_, context) where !context.codingPath.isEmpty {
      throw .badMember(Self.path(context.codingPath))
    } catch {
      throw .notJSON
    }
    guard written.format == Self.format else { throw .otherFormat(written.format) }
    guard let plan = MigrationName(written.plan) else { throw .badMember("plan") }
    if written.deploy < 1 { throw .badMember("deploy") }
    if written.environment.isEmpty { throw .badMember("environment") }
    if written.database.isEmpty { throw .badMember("database") }
    for (index, count) in written.counts.enumerated() where count.rows < 0 || count.remaining < 0 {
      throw .badMember("counts.\(index)")
    }
    self.init(
      plan: plan, deploy: written.deploy, schema: written.schema, environment: written.environment,
      database: written.database, isReleased: written.released, counts: written.counts, time: written.time)
  }

  /// The members as they are spelled in the file.
  private struct Written: Decodable {
    var format, plan, schema, environment, database, time: String
    var deploy: Int
    var released: Bool
    var counts: [Count]
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
  }

  /// What the names of attestations in a plan's folder have in them, and no other file there.
  static let fileNamePart = "-attested"

  /// The file's name in the plan's folder: one for each deploy, environment and database.
  var fileName: String {
    let parts = [environment, database].map(Self.fileSafe)
    // Where the plain letters do not say it all, a digest keeps two names apart.
    let digest = parts == [environment, database] ? [] : [Self.digest(of: [environment, database])]
    return (["\(deploy)\(Self.fileNamePart)"] + parts + digest).joined(separator: "-") + ".json"
  }

  /// A text as part of a file name on every disk: lower-case letters, digits, `-` and `_`, 40 of them at most.
  private static func fileSafe(_ text: String) -> String {
    let bytes = text.utf8.prefix(40).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): byte
      default: UInt8(ascii: "-")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// FNV-1a over the texts, each ended by a byte that UTF-8 does not use.
  private static func digest(of texts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
      for byte in Array(text.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
