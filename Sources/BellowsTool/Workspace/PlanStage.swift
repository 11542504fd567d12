// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The deploy of a plan that the code of a commit is for: the file `deploy` in the plan's folder.
///
///     2 of 3
struct PlanStage: Hashable, CustomStringConvertible {
  /// From 1; 0 in a Convex project before the first push.
  var deploy: Int
  /// The number of the plan's deploys.
  var count: Int

  /// Whether the plan is finished, as far as code is concerned: databases may be behind.
  var isLast: Bool { deploy == count }

  var description: String { "\(deploy) of \(count)" }

  init(_ deploy: Int, of plan: Plan) {
    self.deploy = deploy
    count = plan.stages.count
  }

  /// Parses the file; returns `nil` for anything else, such as a merge conflict.
  ///
  /// - Parameter least: The lowest deploy.
  init?(_ bytes: [UInt8], from least: Int = 1) {
    let words = String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
    guard words.count == 1, words[0].count == 3, words[0][1] == "of", let deploy = Int(words[0][0]),
      let count = Int(words[0][2]), deploy >= least, deploy <= count
    else { return nil }
    (self.deploy, self.count) = (deploy, count)
  }
}

/// Bytes without `\r`, which git may add.
func withoutReturns(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != UInt8(ascii: "\r") } }

/// Whether two texts are equal apart from carriage returns.
func sameText(_ one: [UInt8], _ other: [UInt8]) -> Bool { one == other || withoutReturns(one) == withoutReturns(other) }
