import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// The members of the house, for those who look after them.
extension Website {
    var memberRoutes: [Route] {
        [
            at(.get, .members, for: .right(.manageMembers), members),
            at(.get, .member, for: .right(.manageMembers), member),
            at(.post, .memberAction, for: .right(.manageMembers), changeMember),
            at(.get, .houseRules, for: .right(.runHouse), houseRules),
            at(.post, .houseRules, for: .right(.runHouse), setHouseRules),
        ]
    }

    private func members(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let fields = FormFields(request.uri.query)
        let page = try await MembersPage(
            accounts, principal: visitor.signedIn(), text: fields["q"], page: fields["page"].flatMap { Int($0) } ?? 1, words)
        return try pages.response("account/members", page, title: words(.members), section: .members, for: visitor)
    }

    private func member(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showMember(visitor)
    }

    private func showMember(
        _ visitor: Visitor, faults: [String] = [], news: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let id = MemberID(try visitor.parameters.require("member"))
        guard let member = try await accounts.members.read(id) else { throw Refusal.notFound }
        var page = MemberPage(
            member, sessions: try await accounts.sessions.list(of: id).count, by: try visitor.signedIn(),
            canDeliver: accounts.outbox.canDeliver, faults: faults, news: news, words)
        if billing != nil, try visitor.signedIn().may(.runHouse) { page.money = SellingPlace.member(id.rawValue).address }
        return try pages.response("account/member", page, title: member.value.name, section: .members, for: visitor, status: status)
    }

    private func changeMember(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let id = MemberID(try visitor.parameters.require("member"))
        guard let action = visitor.parameters.get("action").flatMap(MemberAction.init(rawValue:)),
            let member = try await accounts.members.read(id)
        else { throw Refusal.notFound }
        let form = try await form(request)
        // Nobody shuts oneself out, or makes oneself more than one is.
        guard id.rawValue != principal.member else {
            return try await showMember(visitor, faults: [words(.notYourself)], status: .conflict)
        }
        guard principal.role.mayManage(member.value.role) else { throw Refusal.notPermitted }
        do {
            switch action {
            case .admit: try await accounts.reception.admit(id, by: principal.role)
            case .enable: try await accounts.members.setState(.active, of: id, by: principal.role)
            case .disable: try await accounts.disable(id, by: principal.role)
            case .role:
                guard let role = form["role"].flatMap(Role.init(rawValue:)) else { throw Refusal.badRequest }
                try await accounts.setRole(role, of: id, by: principal.role)
            case .endSessions: try await accounts.sessions.endAll(of: id)
            case .sendReset:
                guard accounts.outbox.canDeliver else { throw Refusal.conflict(words(.noMailSentence)) }
                try await accounts.reception.sendReset(member)
                return try await showMember(visitor, news: words(.resetSentToMember))
            }
        } catch let refusal as MemberRefusal {
            return try await showMember(visitor, faults: [words.refusal(refusal)], status: .conflict)
        }
        return goOn(to: AccountPlace.member(id).address)
    }

    // MARK: - Rules

    private func houseRules(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(rulesPage(try await accounts.rules.rules()), visitor, section: .members)
    }

    private func rulesPage(_ rules: HouseRules, news: String? = nil) -> FormPage {
        FormPage(
            heading: words(.houseRules), news: news, action: AccountPlace.houseRules.address, fields: [],
            choices: [
                .init(
                    name: "registration", label: words(.whoMayRegister),
                    options: HouseRules.Registration.allCases.map { rule in
                        .init(value: rule.rawValue, label: words.registration(rule), isChosen: rule == rules.registration)
                    }),
                .init(
                    name: "grace", label: words(.graceOfClosing),
                    options: HouseRules.choicesOfGrace.map { days in
                        .init(
                            value: String(days), label: days == 0 ? words(.graceNone) : words.count(days, one: .oneDay, many: .manyDays),
                            isChosen: days == rules.daysOfGrace)
                    }),
            ],
            checks: [
                .init(name: "members-invite", label: words(.mayMembersInvite), isOn: rules.mayMembersInvite),
                .init(name: "members-screen", label: words(.mayMembersScreen), isOn: rules.mayMembersScreen == true),
                .init(name: "addresses", label: words(.mayCopyAddresses), isOn: rules.areAddressesOff != true),
                .init(name: "second-factor", label: words(.mustManagersHaveSecondFactor), isOn: rules.mustManagersHaveSecondFactor),
            ], button: words(.save), links: [.init(label: words(.members), address: AccountPlace.members.address)])
    }

    private func setHouseRules(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        guard let registration = form["registration"].flatMap(HouseRules.Registration.init(rawValue:)) else { throw Refusal.badRequest }
        var rules = try await accounts.rules.rules()
        if let text = form["grace"] {
            guard let days = Int(text), HouseRules.choicesOfGrace.contains(days) else { throw Refusal.badRequest }
            rules.graceDays = days
        }
        rules.registration = registration
        rules.mayMembersInvite = form["members-invite"] != nil
        rules.mayMembersScreen = form["members-screen"] != nil ? true : nil
        rules.areAddressesOff = form["addresses"] == nil ? true : nil
        rules.mustManagersHaveSecondFactor = form["second-factor"] != nil
        try await accounts.rules.set(rules)
        return try show(rulesPage(rules, news: words(.saved)), visitor, section: .members)
    }
}
