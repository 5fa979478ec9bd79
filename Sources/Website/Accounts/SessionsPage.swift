import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Where a member is signed in, and who came in or tried lately.
struct SessionsPage: Sendable {
    static let mostRecords = 30

    struct Line: Sendable {
        var device: String
        var place: String
        var lastUsed: String
        var ways: String
        var isThis: Bool
        var end: String
    }

    struct Record: Sendable {
        var at: String
        var what: String
        var device: String
        var place: String
    }

    var lines: [Line]
    var records: [Record]
    var endOthers: String?
    var back: String

    init(_ sessions: [Stored<Session>], of principal: Principal, _ records: [Stored<SignInRecord>], _ words: Words) {
        lines = sessions.map { session in
            Line(
                device: session.value.device, place: session.value.place, lastUsed: words.timestamp(session.value.lastUsedAt),
                ways: session.value.ways.map { words.way($0) }.joined(separator: ", "), isThis: session.id == principal.session,
                end: AccountPlace.endSession(session.id).address)
        }
        self.records = records.map { record in
            Record(
                at: words.timestamp(record.createdAt), what: words.outcome(record.value.outcome, record.value.way),
                device: record.value.device, place: record.value.place)
        }
        endOthers = sessions.count > 1 ? AccountPlace.endOtherSessions.address : nil
        back = AccountPlace.account.address
    }
}
