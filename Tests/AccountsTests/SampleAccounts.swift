import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Synchronization

/// Accounts over a store in memory, with a clock that is told the time and a postman who keeps what he is given.
struct SampleAccounts {
    let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    let store: MemoryStore
    let accounts: Accounts
    let postman = KeepingPostman()

    static let password = "a lamp in the projection room"
    static let laptop = DeviceSighting(
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", address: "192.0.2.7")
    static let stranger = DeviceSighting(agent: "curl/8", address: "203.0.113.9")

    init(delivers: Bool = true) async throws {
        store = MemoryStore(time: time)
        try await store.prepare(Accounts.schemas)
        let keys = HouseKeys([Array(repeating: 3, count: HouseKeys.bytesOfAKey)])!
        accounts = Accounts(
            store: store, time: time, keys: keys,
            outbox: Outbox(store: store, keys: keys, time: time, writer: NamingWriter(), postman: delivers ? postman : nil),
            link: { destination in
                switch destination {
                case .firstStart(let code), .confirm(let code), .reset(let code), .invitation(let code): "code:\(code)"
                case .signIn, .members, .home: "page"
                }
            })
    }

    /// A member who can sign in.
    @discardableResult
    func member(_ address: String, role: Role = .member, state: Member.State = .active) async throws -> Stored<Member> {
        var member = Member(email: address, name: "Ida", role: role, state: state)
        member.password = try await accounts.passwords.hash(Self.password)
        return try await accounts.members.create(member)
    }

    func signIn(
        _ address: String, _ password: String = SampleAccounts.password, on device: DeviceSighting = SampleAccounts.laptop
    ) async throws -> SignInOutcome {
        try await accounts.signIn.password(address, password, on: device)
    }

    /// Whoever comes in; nil where nobody does.
    func arrival(_ outcome: SignInOutcome) -> Arrival? { if case .signedIn(let arrival) = outcome { arrival } else { nil } }

    func send() async throws { while try await accounts.outbox.deliverNext() != nil {} }

    /// The code in the last letter of a kind.
    func code(in kind: String) async throws -> String? {
        try await send()
        return postman.letters.last { $0.subject == kind }?.plain.split(separator: "code:").last.map {
            String($0.prefix(RandomToken.length))
        }
    }
}

final class KeepingPostman: Postman {
    private let kept = Mutex<[WrittenLetter]>([])

    var patience: Duration { .seconds(1) }
    var letters: [WrittenLetter] { kept.withLock { $0 } }

    func deliver(_ letter: WrittenLetter, named name: String) async throws { kept.withLock { $0.append(letter) } }
}

/// Names the kind of a letter, and says all that it holds.
private struct NamingWriter: LetterWriter {
    func write(_ letter: Letter) throws -> WrittenLetter {
        WrittenLetter(to: letter.to, subject: letter.kind.name, plain: "\(letter.kind)", html: "", language: "en")
    }
}

/// Something else happened than should.
struct Unexpected: Error {
    let what: String

    init(_ what: String) { self.what = what }
}
