import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// The invitations that are out, and the form for another.
struct InvitationsPage: Sendable {
    struct Line: Sendable {
        var note: String
        var role: String
        var left: String
        var until: String
        var revoke: String
    }

    var lines: [Line]
    /// The link that was just made; shown once.
    var link: String?
    var faults: [String]
    var action = AccountPlace.invitations.address
    var roles: [FormPage.Choice.Option]
    var back: String

    init(
        _ invitations: [Stored<Invitation>], by principal: Principal, link: String?, faults: [String], now: Moment, _ words: Words
    ) {
        lines = invitations.map { invitation in
            Line(
                note: invitation.value.note, role: words.role(invitation.value.role),
                left: words.count(invitation.value.left, one: .onePlaceLeft, many: .placesLeft),
                until: words.timestamp(invitation.value.expiresAt), revoke: AccountPlace.revokeInvitation(invitation.id).address)
        }
        self.link = link
        self.faults = faults
        let offered: [Role] =
            principal.may(.manageMembers) ? Role.allCases.filter { $0 != .owner && principal.role.mayManage($0) } : [.member, .guest]
        roles = offered.map { .init(value: $0.rawValue, label: words.role($0), isChosen: $0 == .member) }
        back = AccountPlace.account.address
    }
}
