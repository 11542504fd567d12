// The bodies of this pattern, as a person could write them.
import Bellows

extension SplitTable {
  static func usersAddress(_ row: UsersBefore, _ rows: Rows) async throws -> UsersAddress {
    if let address = try await address(of: row, rows) { return UsersAddress(address: address.id) }
    try await rows.insert(AddressesWrite(street: row.street, city: row.city))
    guard let address = try await address(of: row, rows) else { throw RowRefused("its address was not stored") }
    return UsersAddress(address: address.id)
  }

  private static func address(of row: UsersBefore, _ rows: Rows) async throws -> AddressesBefore? {
    try await rows.all(AddressesBefore.self, where: "street", is: row.street).first { $0.city == row.city }
  }
}
