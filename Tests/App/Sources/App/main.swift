// Part of Bellows. MIT licence: see LICENSE.
import Deploy1
import Deploy2_2
import Deploy3_1
import Deploy3_2
import Deploy4_1
import Deploy4_2
import Deploy4_3
import Deploy5_1
import Deploy5_2
import Deploy5_3
import Foundation
import Journal

/// The code of each release, by version and deploy.
let releases: [String: Release] = [
  "1": Deploy1.release, "2.2": Deploy2_2.release, "3.1": Deploy3_1.release, "3.2": Deploy3_2.release,
  "4.1": Deploy4_1.release, "4.2": Deploy4_2.release, "4.3": Deploy4_3.release, "5.1": Deploy5_1.release,
  "5.2": Deploy5_2.release, "5.3": Deploy5_3.release,
]

let arguments = CommandLine.arguments.dropFirst().map { $0 }
guard arguments.count == 5, let release = releases[arguments[0]], let seconds = Double(arguments[2]),
  let seed = UInt64(arguments[3]), let rows = Int(arguments[4])
else {
  FileHandle.standardError.write(Data("usage: app RELEASE FILE SECONDS SEED ROWS\n".utf8))
  exit(2)
}
do {
  var loop = try Loop(release, file: arguments[1], seed: seed)
  print("app \(arguments[0]): " + (try loop.run(seconds: seconds, rows: rows)))
} catch {
  FileHandle.standardError.write(Data("app \(arguments[0]): error: \(error)\n".utf8))
  exit(1)
}
