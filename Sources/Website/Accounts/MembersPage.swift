import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Who is in the house: those who wait first.
struct MembersPage: Sendable {
    static let perPage = 50

    struct Line: Sendable {
        var name: String
        var address: String?
        var role: String
        /// Said where the account is not simply active.
        var state: String?
        var since: String
        var page: String
    }

    var lines: [Line]
    var waiting: [Line]
    var total: String
    var text: String
    var previous: String?
    var next: String?
    var invitations = AccountPlace.invitations.address
    /// For owners.
    var rules: String?

    init(_ accounts: Accounts, principal: Principal, text: String?, page: Int, _ words: Words) async throws {
        let text = text.map { $0.onOneLine(atMost: 200) }
        let filter: Filter = text.map { .text($0) } ?? .all
        let count = try await accounts.members.count(filter)
        let page = max(1, min(page, (count + Self.perPage - 1) / Self.perPage))
        lines = try await accounts.members.list(filter, skip: (page - 1) * Self.perPage, limit: Self.perPage).map { Line($0, words) }
        waiting = try await accounts.members.list(.equal("state", .string(Member.State.waiting.rawValue))).map { Line($0, words) }
        total = words.count(count, one: .oneMember, many: .manyMembers)
        self.text = text ?? ""
        previous = page > 1 ? "\(AccountPlace.members.address)?page=\(page - 1)" : nil
        next = page * Self.perPage < count ? "\(AccountPlace.members.address)?page=\(page + 1)" : nil
        rules = principal.may(.runHouse) ? AccountPlace.houseRules.address : nil
    }
}

extension MembersPage.Line {
    fileprivate init(_ member: Stored<Member>, _ words: Words) {
        self.init(
            name: member.value.name, address: member.value.email, role: words.role(member.value.role),
            state: member.value.state == .active ? nil : words.state(member.value.state), since: words.day(member.createdAt),
            page: AccountPlace.member(MemberID(member.id)).address)
    }
}
