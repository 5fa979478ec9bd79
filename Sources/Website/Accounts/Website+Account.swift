import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// One's own account: what there is, and where one is signed in.
extension Website {
    var accountRoutes: [Route] {
        [
            at(.get, .account, for: .accountHolder, account),
            at(.get, .details, for: .freshAccountHolder, details),
            at(.post, .details, for: .freshAccountHolder, changeDetails),
            at(.get, .sessions, for: .accountHolder, sessions),
            at(.post, .endSession, for: .accountHolder, endSession),
            at(.post, .endOtherSessions, for: .accountHolder, endOtherSessions),
            at(.get, .invitations, for: .right(.invite), invitations),
            at(.post, .invitations, for: .right(.invite), invite),
            at(.post, .revokeInvitation, for: .right(.invite), revokeInvitation),
        ]
    }

    private func account(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        guard let member = try await accounts.members.read(MemberID(principal.member)) else { throw Refusal.signIn }
        let rules = try await accounts.rules.rules()
        var page = AccountPage(member.value, principal, rules, accounts, words)
        if let billing, try await billing.rules().isOpen {
            page.groups[0].lines.append(.init(label: words(.payments), state: nil, address: PaymentPlace.payments.address))
        }
        return try pages.response("account/account", page, title: page.heading, section: .account, for: visitor)
    }

    // MARK: - Name and address

    private func details(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        return try show(detailsPage(member.value), visitor, section: .account)
    }

    private func detailsPage(_ member: Member, faults: [String] = [], news: String? = nil) -> FormPage {
        FormPage(
            heading: words(.yourDetails), lead: accounts.outbox.canDeliver ? words(.detailsLead) : nil, faults: faults, news: news,
            action: AccountPlace.details.address,
            fields: [
                .text("name", words(.yourName), value: member.name, autocomplete: "name", limit: PersonalName.longest),
                .email(words(.mailAddress), value: member.email ?? "", autocomplete: "email"),
            ], button: words(.save), links: [.init(label: words(.toAccount), address: AccountPlace.account.address)])
    }

    private func changeDetails(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        let form = try await form(request)
        let name = PersonalName.clean(form["name"])
        let address = MailAddress(form["email"])
        var faults: [String] = []
        if name == nil { faults.append(words.fault(.name)) }
        if address == nil { faults.append(words.fault(.address)) }
        guard let name, let address, faults.isEmpty else {
            return try show(detailsPage(member.value, faults: faults), visitor, status: .badRequest, section: .account)
        }
        let id = MemberID(member.id)
        try await accounts.members.change(id) { $0.name = name }
        var news = words(.saved)
        if address.text != member.value.email {
            if accounts.outbox.canDeliver {
                // Whether the address is another member's shows only in what that member's mailbox gets.
                if try await accounts.members.with(address) == nil {
                    try await accounts.reception.sendConfirmation(of: address, to: member)
                    try await accounts.outbox.tell(member.value, id: id, .credentialChanged(.email, at: accounts.time.now))
                }
                news = words(.confirmNewAddress)
            } else {
                do {
                    try await accounts.members.change(id) { $0.email = address.text }
                } catch MemberRefusal.addressTaken {
                    return try show(
                        detailsPage(member.value, faults: [words(.addressTaken)]), visitor, status: .conflict, section: .account)
                }
            }
        }
        let now = try await holder(visitor)
        return try show(detailsPage(now.value, news: news), visitor, section: .account)
    }

    /// The account of whoever is signed in.
    func holder(_ visitor: Visitor) async throws -> Stored<Member> {
        guard let member = try await accounts.members.read(MemberID(try visitor.signedIn().member)) else { throw Refusal.signIn }
        return member
    }

    // MARK: - Devices

    private func sessions(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let id = MemberID(principal.member)
        let page = SessionsPage(
            try await accounts.sessions.list(of: id), of: principal,
            try await accounts.signIn.history(of: id, first: SessionsPage.mostRecords),
            words)
        return try pages.response("account/sessions", page, title: words(.yourDevices), section: .account, for: visitor)
    }

    private func endSession(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = MemberID(try visitor.signedIn().member)
        guard try await accounts.sessions.end(try visitor.parameters.require("session"), of: id) else { throw Refusal.notFound }
        return goOn(to: AccountPlace.sessions.address)
    }

    private func endOtherSessions(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        try await accounts.sessions.endAll(of: MemberID(principal.member), except: principal.session)
        return goOn(to: AccountPlace.sessions.address)
    }

    // MARK: - Invitations

    private func invitations(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showInvitations(visitor)
    }

    private func showInvitations(
        _ visitor: Visitor, code: String? = nil, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let principal = try await inviting(visitor)
        let whose = principal.may(.manageMembers) ? nil : MemberID(principal.member)
        let link = code.map { accounts.reception.link(.invitation(code: $0)) }
        let page = InvitationsPage(
            try await accounts.invitations.list(by: whose), by: principal, link: link, faults: faults, now: accounts.time.now, words)
        return try pages.response("account/invitations", page, title: words(.invitations), section: .account, for: visitor, status: status)
    }

    /// Whoever may invite under the house's rules.
    private func inviting(_ visitor: Visitor) async throws -> Principal {
        let principal = try visitor.signedIn()
        if principal.may(.manageMembers) { return principal }
        let rules = try await accounts.rules.rules()
        guard rules.mayMembersInvite, rules.registration != .closed, principal.ageLimit == nil else { throw Refusal.notPermitted }
        return principal
    }

    private func invite(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try await inviting(visitor)
        let form = try await form(request)
        guard let people = form["people"].flatMap({ Int($0) }), let days = form["days"].flatMap({ Int($0) }),
            let role = form["role"].flatMap(Role.init(rawValue:))
        else {
            return try await showInvitations(visitor, faults: [words.refusal(InvitationRefusal.outOfBounds)], status: .badRequest)
        }
        do {
            let code = try await hearing {
                _ = try accounts.attempts.count(.invitation, of: principal.member, from: device(request, visitor))
                return try await accounts.invitations.make(
                    by: MemberID(principal.member), role, as: principal.role, people: people, days: days, note: form["note"] ?? "")
            }
            return try await showInvitations(visitor, code: code)
        } catch let refusal as InvitationRefusal {
            return try await showInvitations(visitor, faults: [words.refusal(refusal)], status: .badRequest)
        }
    }

    private func revokeInvitation(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let whose = principal.may(.manageMembers) ? nil : MemberID(principal.member)
        guard try await accounts.invitations.revoke(try visitor.parameters.require("invitation"), of: whose) else { throw Refusal.notFound }
        return goOn(to: AccountPlace.invitations.address)
    }
}
