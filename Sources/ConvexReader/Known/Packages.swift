// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The packages whose functions are known, so that their files are not needed.
enum Packages {
  typealias Make = (SourceRange) -> ScriptValue

  /// The known exports of each package; their other exports are read from the installed package.
  nonisolated static var exports: [String: [String: Make]] {
    [
      "convex/values": ["v": ValidatorBuiltins.object],
      "convex/server": [
        "defineTable": { _ in .builtin(TableBuiltins.defineTable) },
        "defineSchema": { _ in .builtin(TableBuiltins.defineSchema) },
      ],
      "convex-helpers": Helpers.objects, "convex-helpers/server": Helpers.server,
      "convex-helpers/validators": Helpers.validators,
    ]
  }

  /// A package that makes schemas of its own, and what to call it in messages.
  static func schemaMaker(_ specifier: String) -> Bool {
    ["convex-ents", "confect", "@confect"].contains { specifier == $0 || specifier.hasPrefix($0 + "/") }
  }
}

extension Evaluator {
  /// Returns an export of a known package; `nil` if it is not known.
  func knownExport(_ name: String, of package: String, _ range: SourceRange) throws(Unresolved) -> ScriptValue? {
    packages[package]?[name]?(range)
  }

  func builtinExport(
    _ name: String, of package: String, _ imported: ModuleSyntax.Import, usedAt range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    if let known = try knownExport(name, of: package, range) { return known }
    return .unresolved(
      Unresolved(
        .notEvaluated,
        "'\(name)' of '\(imported.specifier)' is not evaluated; a schema is made of 'defineSchema', "
          + "'defineTable' and 'v'", range))
  }

  /// Returns the tables of a package that is not installed, as its newest known version has them, with a note.
  func copiedTables(_ name: String, of specifier: String, usedAt range: SourceRange) throws(Unresolved) -> ScriptValue?
  {
    guard let copy = TableCopies.all[specifier], copy.names.contains(name) else { return nil }
    let module = modules.addCopy(called: "\(specifier) (copy in Bellows)", text: copy.text)
    var visited: Set<Int> = []
    guard let value = try export(name, of: module, &visited, usedAt: range) else { return nil }
    notes.append(
      Diagnostic(
        .note, ConvexDiagnostic.builtinTables,
        "'\(specifier)' is not installed, so its tables are those of version \(copy.version); run 'npm install' to read "
          + "the version that is used", range: range))
    return value
  }
}

extension Unresolved {
  /// Returns the reason of an import that fails, in words that fit what is imported.
  func about(_ imported: ModuleSyntax.Import, usedAt range: SourceRange) -> Unresolved {
    guard id == .packageNotInstalled else {
      var result = self
      result.range = range
      return result
    }
    let name: String =
      switch imported.name {
      case .named(let name): name
      case .standard: "default"
      case .namespace: "*"
      }
    let specifier = imported.specifier
    if specifier == "zod" || specifier.hasSuffix("/zod") || specifier.hasPrefix("zod/") {
      return Unresolved(
        .zod, "a Zod schema decides these values while it runs; write them with 'v'", range)
    }
    if Packages.schemaMaker(specifier) {
      return Unresolved(
        .unknownSchemaMaker,
        "'\(name)' of '\(specifier)' makes this schema, and it adds fields and tables while it runs; Bellows reads "
          + "'defineSchema' of 'convex/server'", range)
    }
    if name.lowercased().hasSuffix("tables") {
      return Unresolved(
        .packageNotInstalled,
        "the tables '\(name)' of '\(specifier)' are not known here; run 'npm install' so that they can be read", range)
    }
    return Unresolved(
      .packageNotInstalled,
      "'\(name)' comes from '\(specifier)', which is not installed; run 'npm install', then again", range)
  }
}

extension ModuleStore {
  /// Adds a file that is part of Bellows.
  func addCopy(called path: String, text: String) -> ScriptModule { add(path, Array(text.utf8)) }
}

/// The tables of packages that apps spread into their schemas.
enum TableCopies {
  struct Copy {
    var version: String
    var names: Set<String>
    var text: String
  }

  static let all: [String: Copy] = [
    "@convex-dev/auth/server": Copy(version: "0.0.90", names: ["authTables"], text: auth),
    "convex-helpers/server/rateLimit": Copy(version: "0.1.60", names: ["rateLimitTables"], text: rateLimits),
    "convex-helpers/server/migrations": Copy(version: "0.1.60", names: ["migrationsTable"], text: migrations),
  ]

  private static let imports = """
    import { defineTable } from "convex/server";
    import { v } from "convex/values";
    const t = v.string(), n = v.number(), some = v.optional;

    """

  private static let auth =
    imports + """
      const verified = { emailVerified: some(t), phoneVerified: some(t) };
      const session = v.id("authSessions");
      export const authTables = {
        users: defineTable({
          name: some(t), \("image"): some(t), email: some(t), emailVerificationTime: some(n), phone: some(t),
          phoneVerificationTime: some(n), isAnonymous: some(v.boolean()),
        }).index("email", ["email"]).index("phone", ["phone"]),
        authSessions: defineTable({ userId: v.id("users"), expirationTime: n }).index("userId", ["userId"]),
        authAccounts: defineTable({
          userId: v.id("users"), provider: t, providerAccountId: t, secret: some(t), ...verified,
        })
          .index("userIdAndProvider", ["userId", "provider"])
          .index("providerAndAccountId", ["provider", "providerAccountId"]),
        authRefreshTokens: defineTable({
          sessionId: session, expirationTime: n, firstUsedTime: some(n),
          parentRefreshTokenId: some(v.id("authRefreshTokens")),
        })
          .index("sessionId", ["sessionId"])
          .index("sessionIdAndParentRefreshTokenId", ["sessionId", "parentRefreshTokenId"]),
        authVerificationCodes: defineTable({
          accountId: v.id("authAccounts"), provider: t, code: t, expirationTime: n, verifier: some(t), ...verified,
        }).index("accountId", ["accountId"]).index("code", ["code"]),
        authVerifiers: defineTable({ sessionId: some(session), signature: some(t) }).index("signature", ["signature"]),
        authRateLimits: defineTable({ identifier: t, lastAttemptTime: n, attemptsLeft: n })
          .index("identifier", ["identifier"]),
      };
      """

  private static let rateLimits =
    imports + """
      export const rateLimitTables = {
        rateLimits: defineTable({ name: t, key: some(t), value: n, ts: n }).index("name", ["name", "key"]),
      };
      """

  private static let migrations =
    imports + """
      export const migrationsTable = defineTable({
        name: t, table: t, cursor: v.nullable(t), batchSize: n, isDone: v.boolean(),
        workerId: some(v.id("_scheduled_functions")), processed: n, next: some(v.array(t)), latestStart: n,
        latestEnd: some(n),
      });
      """
}
