// The bodies of this pattern, as a person could write them.
import Bellows

extension VariantsGainAndLose {
  static func events(_ row: EventsBefore, _ rows: Rows) async throws -> EventsAfter {
    switch row.value {
    case .click(let click): EventsAfter(value: .click(.init(x: click.x)))
    case .scroll(let scroll): EventsAfter(value: .scroll(.init(offset: scroll.offset)))
    case .key: throw RowRefused("delete key events first: nothing else holds what they say")
    }
  }
}
