/// Something that not everybody may do. What each role may do stands in `Role.rights`, and nowhere else.
package enum Right: String, Codable, Hashable, Sendable, CaseIterable {
    /// Looking at the catalogue and playing what the profile may see.
    case watch
    /// Making invitations for others, within the house's rules.
    case invite
    /// Saying what a title is: names, descriptions, pictures.
    case editCatalogue
    /// Seeing and steering what is prepared: pause, retry, cancel.
    case runPreparation
    /// Letting people in and out: approving, inviting with roles, disabling, ending sessions.
    case manageMembers
    /// The house itself: its rules, its owner's settings, other people's roles.
    case runHouse

    /// Whether it reaches beyond one's own account. Such rights rest sooner than a session ends.
    package var isPower: Bool {
        switch self {
        case .watch, .invite: false
        case .editCatalogue, .runPreparation, .manageMembers, .runHouse: true
        }
    }
}
