// The bodies of this pattern, as a person could write them.
import Bellows

extension MergeTables2FillTable {
  static func customers(_ row: CustomersBefore, _ rows: Rows) async throws -> After<CustomersBefore> {
    let known = try await rows.all(ContactsBefore.self, where: "email", is: row.email)
    if !known.contains(where: { $0.kind == .customer }) {
      try await rows.insert(ContactsWrite(kind: .customer, email: row.email, name: row.name))
    }
    return After(row)
  }

  static func suppliers(_ row: SuppliersBefore, _ rows: Rows) async throws -> After<SuppliersBefore> {
    let known = try await rows.all(ContactsBefore.self, where: "email", is: row.email)
    if !known.contains(where: { $0.kind == .supplier }) {
      try await rows.insert(ContactsWrite(kind: .supplier, email: row.email, name: row.company))
    }
    return After(row)
  }
}
