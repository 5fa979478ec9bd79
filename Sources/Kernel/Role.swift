/// What a member is in the house.
package enum Role: String, Codable, Hashable, Sendable, CaseIterable {
    /// Whose house it is.
    case owner
    /// Looks after the catalogue and the members.
    case manager
    /// Looks after the catalogue.
    case curator
    case member
    /// Came by an invitation that admits to watching and nothing else.
    case guest

    /// What somebody of this role may do: the one table. `Documentation/roles.md` shows it to people, and a test compares the two.
    package var rights: Set<Right> {
        switch self {
        case .owner: Set(Right.allCases)
        case .manager: [.watch, .invite, .editCatalogue, .runPreparation, .manageMembers]
        case .curator: [.watch, .invite, .editCatalogue, .runPreparation]
        case .member: [.watch, .invite]
        case .guest: [.watch]
        }
    }

    /// Whether somebody of this role may change a member of another: nobody reaches above oneself, and owners are changed by owners only.
    package func mayManage(_ other: Role) -> Bool {
        switch self {
        case .owner: true
        case .manager: other != .owner && other != .manager
        case .curator, .member, .guest: false
        }
    }
}
