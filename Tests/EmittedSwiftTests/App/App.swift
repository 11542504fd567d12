// Part of Bellows. MIT licence: see LICENSE.
import Bellows

// A piece of an app that is ready for deploy 1 of the plan from Schemas/tighten. Deploy 2 tightens: the lines with
// a mark are those that a person must look at then, and no others.

func greeting(_ user: UsersRow) -> String {
  let age = user.age.map { "\($0) years" } ?? "of unknown age"  // not ready
  return "\(user.name), \(age)"
}

func lengthOfBio(_ user: UsersRow) -> Int {
  guard let bio = user.bio else { return 0 }  // not ready
  return bio.count
}

func rights(_ user: UsersRow) -> Int {
  switch user.role {
  case .admin: 2
  case .member: 1
  case .guest: 0  // not ready
  }
}

func isDark(_ user: UsersRow) -> Bool {
  user.settings.theme == .dark
}

func isSepia(_ user: UsersRow) -> Bool {
  user.settings.theme == .sepia  // not ready
}

func signUp(name: String, email: String) -> UsersWrite {
  UsersWrite(
    name: name,
    email: email,
    role: .member,
    bio: "",
    settings: .init(theme: .light, size: 12),
    age: 18,
    legacy: 0  // not ready
  )
}

func move(_ user: UsersRow, to city: String) -> UsersWrite {
  var write = UsersWrite(user)
  write.city = city
  write.settings.size += 1
  return write
}

func promote(_ user: UsersRow) -> UsersWrite {
  var write = UsersWrite(user)
  write.role = .admin
  write.set(bio: "promoted")  // not ready
  write.set(age: 40)  // not ready
  return write
}

func initials(_ user: UsersRow) -> String {
  [user.name, user.city ?? ""].compactMap { $0.first.map(String.init) }.joined()
}
