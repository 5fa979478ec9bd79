import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// One member, and what can be done.
struct MemberPage: Sendable {
    struct Button: Sendable {
        var label: String
        var action: String
    }

    var name: String
    var address: String?
    var role: String
    var state: String
    var since: String
    var sessions: String
    var faults: [String]
    var news: String?
    var buttons: [Button]
    /// Nil where the role cannot be changed by whoever looks.
    var roles: FormPage.Choice?
    var setRole: String
    /// What the member pays, for the owner of a house that can sell.
    var money: String?
    var back = AccountPlace.members.address

    init(
        _ member: Stored<Member>, sessions: Int, by principal: Principal, canDeliver: Bool, faults: [String], news: String?, _ words: Words
    ) {
        let id = MemberID(member.id)
        name = member.value.name
        address = member.value.email
        role = words.role(member.value.role)
        state = words.state(member.value.state)
        since = words.day(member.createdAt)
        self.sessions = words.count(sessions, one: .oneDevice, many: .manyDevices)
        self.faults = faults
        self.news = news
        setRole = AccountPlace.memberAction(id, .role).address
        let mayChange = principal.role.mayManage(member.value.role) && member.id != principal.member
        var actions: [(MemberAction, Phrase)] = []
        switch member.value.state {
        case .waiting: actions += [(.admit, .admitMember), (.disable, .disableMember)]
        case .disabled: actions += [(.enable, .enableMember)]
        case .active, .unconfirmed, .leaving: actions += [(.disable, .disableMember)]
        }
        if sessions > 0 { actions.append((.endSessions, .signMemberOut)) }
        if canDeliver, member.value.email != nil { actions.append((.sendReset, .sendMemberReset)) }
        buttons = mayChange ? actions.map { Button(label: words($0.1), action: AccountPlace.memberAction(id, $0.0).address) } : []
        let offered = Role.allCases.filter { principal.role == .owner || principal.role.mayManage($0) }
        roles =
            mayChange
            ? .init(
                name: "role", label: words(.role),
                options: offered.map { .init(value: $0.rawValue, label: words.role($0), isChosen: $0 == member.value.role) }) : nil
    }
}
