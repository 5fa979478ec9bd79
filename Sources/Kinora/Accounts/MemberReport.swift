import KinoraAccounts
import KinoraDocuments
import KinoraKernel

/// A member as `kinora members` prints it.
struct MemberReport: Codable, Sendable {
    var id: String
    var name: String
    var address: String?
    var role: Role
    var state: Member.State
    var since: String

    init(_ member: Stored<Member>) {
        id = member.id
        name = member.value.name
        address = member.value.email
        role = member.value.role
        state = member.value.state
        since = member.createdAt.iso8601
    }

    static func table(_ reports: [MemberReport]) -> String {
        if reports.isEmpty { return "There are no members yet. `kinora serve` prints the link that makes the first." }
        return reports.map { report in
            [
                report.name.onOneLine(atMost: 40), report.address ?? "-", report.role.rawValue, report.state.rawValue,
                String(report.since.prefix(10)),
            ].joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
