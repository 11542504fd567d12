// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Schemas that the tests of the tool begin and go on with.
enum Schemas {
  static let users = """
    target document

    table users {
      email: string
      name: string
    }

    """

  /// One required field more: two deploys, with a backfill that a person writes.
  static let usersWithAge = """
    target document

    table users {
      email: string
      name: string
      age: int
    }

    """

  /// One optional field more: one deploy.
  static let usersWithNickname = """
    target document

    table users {
      email: string
      name: string
      nickname: string?
    }

    """
}

extension Sandbox {
  /// A folder whose database has the users already.
  static func adopted() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    return sandbox
  }

  /// Makes a repository of the folder, with all that is there as its first commit.
  func commitAll() throws {
    if !FileManager.default.fileExists(atPath: root.appendingPathComponent(".git").path) {
      try git("init", "--quiet", "--initial-branch", "main")
    }
    try git("add", "--all")
    try git("commit", "--quiet", "--message", "All")
  }
}
