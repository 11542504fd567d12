// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows plan --from REV`, against real repositories.
struct GitTests {
  @Test("The old schema is read from a git revision")
  func theOldSideComesFromARevision() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    for revision in ["HEAD", "main", "HEAD~0"] {
      let result = try sandbox.bellows("plan", "--from", revision)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("field-added-required"))
    }
    try sandbox.commitAll()
    #expect(try sandbox.bellows("plan", "--from", "HEAD").output == "no change\n")
    #expect(try sandbox.bellows("plan", "--from", "HEAD~1").output.contains("field-added-required"))
  }

  @Test("Another folder and another path are read from a revision")
  func aFolderAndAPathOfItsOwnComeFromARevisionToo() throws {
    let sandbox = try Sandbox()
    try sandbox.write("sub/data/users.schema", Schemas.users)
    try sandbox.write("sub/data/teams.schema", "table teams { name: string }\n")
    try sandbox.write("sub/data/more/ignored.schema", "table users { x: int }\n")
    try sandbox.commitAll()
    try sandbox.write("sub/data/users.schema", Schemas.usersWithAge)
    try sandbox.remove("sub/data/teams.schema")
    let result = try sandbox.bellows("plan", "--from", "HEAD", "sub/data")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("field-added-required"))
    #expect(result.output.contains("table-removed"))
    let one = try sandbox.bellows("plan", "--from", "HEAD", sandbox.root.path + "/sub/data/users.schema")
    #expect(one.status == 0, "\(one.errors)")
    #expect(!one.output.contains("table-removed"))
  }

  @Test("A schema that was split into several files is compared with its one file")
  func aGoalThatWasSplitIsStillTheGoal() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.commitAll()
    try sandbox.remove("schemas/app.schema")
    try sandbox.write("schemas/app/users.schema", Schemas.users)
    #expect(try sandbox.bellows("plan", "--from", "HEAD").output == "no change\n")
  }

  @Test("A path that git does not have is a clear error")
  func whatGitDoesNotHaveIsAClearError() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    let outside = try sandbox.bellows("plan", "--from", "HEAD")
    #expect(outside.status == 2)
    #expect(outside.errors.contains("not in a git repository"))
    try sandbox.commitAll()
    for revision in ["nowhere", "--help", "HEAD:schemas", ""] {
      let result = try sandbox.bellows("plan", "--from=\(revision)")
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.contains(revision.isEmpty ? "needs a value" : "unknown git revision '\(revision)'"))
    }
    try sandbox.write("other.schema", Schemas.users)
    let missing = try sandbox.bellows("plan", "--from", "HEAD", "other.schema")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("revision 'HEAD' has no other.schema"))
  }

  @Test("A hook that git starts finds its repository")
  func aHookThatGitStartsFindsTheRepository() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    let result = try sandbox.bellows("plan", "--from", "HEAD", environment: ["GIT_DIR": ".git"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("field-added-required"))
  }

  @Test("A machine without git is a clear error")
  func aMachineWithoutGitIsAClearError() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    let result = try sandbox.bellows("plan", "--from", "HEAD", environment: ["PATH": "/nowhere"])
    #expect(result.status == 2)
    #expect(result.errors.contains("needs git, which could not be started"))
  }

  @Test("Errors in a revision name the revision")
  func errorsInARevisionNameIt() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", "table users { email: sting }\n")
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.users)
    let result = try sandbox.bellows("plan", "--from", "HEAD")
    #expect(result.status == 2)
    #expect(result.errors.contains("HEAD:schemas/app.schema:1:22: error: "))
  }
}
