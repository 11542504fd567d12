// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import SwiftEmitter
import TestSupport

/// The row types of every deploy of a plan, each set in an enum of its own: checked in under `Tests/Emitted/Deploys`.
struct DeployRows: CustomStringConvertible {
  /// What the names of the enums begin with: `Siblings1` is deploy 1.
  var name: String
  var schemas: String

  var description: String { name }

  static let siblings = DeployRows(name: "Siblings", schemas: "Tests/EmittedSwiftTests/Schemas/siblings")
  static let merge = DeployRows(name: "Merge", schemas: "schemas/patterns/merge-fields")
  static let split = DeployRows(name: "Split", schemas: "schemas/patterns/split-field")

  /// The files by their names in the folder.
  static func files() throws -> [OutputFile] {
    try [siblings, merge, split].flatMap { try $0.files() }
  }

  func plan() throws -> Plan { try SchemaFiles.plan(in: schemas) }

  /// The row types of a deploy, as Bellows emits them.
  func rows(_ deploy: Int) throws -> String { try rowsFile(for: plan(), deploy: deploy).contents }

  private func files() throws -> [OutputFile] {
    let plan = try plan()
    return plan.deploys.map { deploy in
      let type = "\(name)\(deploy.number)"
      let rows = rowsFile(for: plan, deploy: deploy.number).contents
      return OutputFile(
        path: "\(type).generated.swift",
        contents: "// swift-format-ignore-file\n" + SwiftCompiler.nested(rows, in: type))
    }
  }
}
