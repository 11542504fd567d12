// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dd5744e26eb74b0e0e1251b0eed3bb0a17fbe7b73d9b2695b2128769dcd0b1a5
// swift-format-ignore-file
import Bellows

/// A text that may be empty on purpose.
public struct Note: StoredValue {
  public var text: Nullable<String>

  public init(text: Nullable<String>) {
    self.text = text
  }

  public init(json: JSONValue) throws {
    var members = try ObjectReader(json)
    self.text = try members.required("text")
    try members.finish()
  }

  public var json: JSONValue {
    var members = ObjectWriter()
    members.set("text", self.text)
    return members.json
  }
}
