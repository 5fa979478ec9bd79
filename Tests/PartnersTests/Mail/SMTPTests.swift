import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite("Letters over SMTP", .timeLimit(.minutes(10)), .enabled(if: MailPeer.isHere, MailPeer.isMissing))
struct SMTPTests {
    private let certificate: MailCertificate

    init() throws { certificate = try #require(MailCertificate.localhost, "openssl makes a certificate") }

    private var tls: [String] { ["--cert", certificate.certificate, "--key", certificate.key] }

    private func postman(
        _ peer: MailPeer, _ scheme: String = "smtp+plain", host: String = "localhost", login: (String, String)? = nil,
        believes: Bool = true, limits: MailLimits = MailLimits()
    ) throws -> SMTPPostman {
        let server = try MailServer("\(scheme)://\(host):\(peer.port)").unwrapped
        return try SMTPPostman(
            server, login: try login.map { try MailLogin(user: $0.0, password: $0.1).unwrapped },
            from: Mailbox("Käthes Kino <kino@example.org>").unwrapped, authorities: believes ? certificate.certificate : nil,
            time: StoppedTime(at: Moment(milliseconds: 1_796_000_000_000)), limits: limits)
    }

    private func letter(to: String = "ida@example.org", plain: String = "Good day.\n") -> WrittenLetter {
        WrittenLetter(
            to: to, subject: "Grüße aus dem Kino, und ein Betreff, der länger ist als eine Zeile sein darf: 電影院 🎬", plain: plain,
            html: "<p>Grüß Gott</p>\n", language: "en")
    }

    private func trouble(_ body: () async throws -> Void) async -> PostTrouble? {
        await #expect(throws: PostTrouble.self) { try await body() }
    }

    // MARK: - What arrives

    @Test func arriveAsTheyWereWritten() async throws {
        let peer = try await MailPeer([])
        let plain = """
            .a dot at the beginning
            ..two dots
            .
            From here, with a space at the end 
            tab\tand = and =3D
            \(String(repeating: "Überlange Zeile ", count: 200))

            \(String(repeating: "x", count: 5000))
            """

        try await postman(peer).deliver(letter(plain: plain + "\n"), named: "letter1")

        let arrived = try #require(try peer.letters.first)
        #expect(arrived.subject == letter().subject && arrived.sender == "Käthes Kino" && arrived.from == "kino@example.org")
        #expect(
            arrived.plain.trimmingCharacters(in: .newlines) == plain && arrived.html.trimmingCharacters(in: .newlines) == "<p>Grüß Gott</p>"
        )
        #expect(arrived.defects == [] && arrived.type == "multipart/alternative" && arrived.ascii && arrived.longest <= 78)
        #expect(arrived.head["Message-ID"] == "<letter1@example.org>" && arrived.head["Auto-Submitted"] == "auto-generated")
        #expect(arrived.date == "2026-11-30T00:53:20+00:00" && arrived.head["Content-Language"] == "en")
        #expect(arrived.to == ["ida@example.org"] && arrived.head["To"] == "ida@example.org" && arrived.host == "[127.0.0.1]")
    }

    @Test(arguments: [("smtp", "starttls", false), ("smtps", "implicit", false), ("smtp", "starttls", true)])
    func goOverTLSByAServerThatWantsAPassword(scheme: String, mode: String, loginOnly: Bool) async throws {
        let peer = try await MailPeer(tls + ["--tls", mode, "--user", "kino:Pässword 1"] + (loginOnly ? ["--login-only"] : []))

        try await postman(peer, scheme, login: ("kino", "Pässword 1")).deliver(letter(), named: "a")

        let arrived = try #require(try peer.letters.first)
        #expect(arrived.authenticated && (arrived.tls || mode == "implicit"))
    }

    @Test func goToAddressesWithOtherLettersWhereTheServerTakesThem() async throws {
        let peer = try await MailPeer(["--utf8"])
        try await postman(peer).deliver(letter(to: "jürgen@exämple.org"), named: "a")
        #expect(try peer.letters.first?.to == ["jürgen@exämple.org"])

        let narrow = try await MailPeer([])
        let trouble = await trouble { try await postman(narrow).deliver(letter(to: "jürgen@example.org"), named: "a") }
        guard case .refused = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
    }

    // MARK: - What is refused

    @Test(arguments: [("smtp", "starttls"), ("smtps", "implicit")])
    func areNotShownToAServerWithACertificateThatNobodyKnows(scheme: String, mode: String) async throws {
        let peer = try await MailPeer(tls + ["--tls", mode])

        let stranger = await trouble { try await postman(peer, scheme, believes: false).deliver(letter(), named: "a") }
        let otherName = await trouble { try await postman(peer, scheme, host: "127.0.0.1").deliver(letter(), named: "a") }

        for trouble in [stranger, otherName] {
            guard case .later(let reason) = trouble else {
                Issue.record("\(trouble as Any)")
                continue
            }
            #expect(reason.contains("certificate that cannot be trusted"))
        }
        #expect(try peer.letters.isEmpty)
    }

    @Test func areNotSentInTheClearWhereSTARTTLSIsMissing() async throws {
        let peer = try await MailPeer([])

        let trouble = await trouble { try await postman(peer, "smtp").deliver(letter(), named: "a") }

        #expect(trouble?.sentence.contains("does not offer STARTTLS; nothing was sent") == true)
        #expect(try peer.letters.isEmpty)
    }

    @Test(arguments: ["inject", "inject-early"])
    func believeNothingThatWasSaidBeforeTLS(bad: String) async throws {
        let peer = try await MailPeer(["--bad", bad])

        let trouble = await trouble { try await postman(peer, "smtp", login: ("kino", "secret")).deliver(letter(), named: "a") }

        guard case .later = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(!peer.heard.contains("AUTH") && !peer.heard.contains("MAIL"))
    }

    @Test func areGivenUpWhereTheRecipientIsUnknownAndThePlainAddressIsNotRepeated() async throws {
        let peer = try await MailPeer([])

        let trouble = await trouble { try await postman(peer).deliver(letter(to: "nobody@example.org"), named: "a") }

        guard case .refused(let reason) = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(reason.contains("550 5.1.1 … no such user …") && !reason.contains("@"))
    }

    @Test func arePutOffWhereTheServerSaysLater() async throws {
        let peer = try await MailPeer([])

        let trouble = await trouble { try await postman(peer).deliver(letter(to: "later@example.org"), named: "a") }

        guard case .later(let reason) = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(reason.contains("451 4.7.1 Greylisted"))
    }

    @Test func arePutOffWhereThePasswordIsWrongAndItIsToldNowhere() async throws {
        let peer = try await MailPeer(tls + ["--tls", "starttls", "--user", "kino:right"])

        let trouble = await trouble { try await postman(peer, "smtp", login: ("kino", "wrong-one")).deliver(letter(), named: "a") }

        guard case .later(let reason) = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(reason.contains("535") && reason.contains("mail-password") && !reason.contains("wrong-one"))
        #expect(!reason.contains(Data("\0kino\0wrong-one".utf8).base64EncodedString()))
    }

    @Test func areNotSentUnsignedWhereSigningInIsAskedFor() async throws {
        let peer = try await MailPeer(tls + ["--tls", "starttls", "--user", "kino:right"])

        let trouble = await trouble { try await postman(peer, "smtp").deliver(letter(), named: "a") }

        guard case .later(let reason) = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(reason.contains("530"))
    }

    // MARK: - Servers that behave badly

    @Test(arguments: [
        ("hang", "did not answer"), ("hang-data", "did not answer"), ("close", "broke the connection off"),
        ("flood", "answers without an end"), ("lines", "answers without an end"), ("http", "does not answer as a mail server does"),
        ("wrong-codes", "does not answer as a mail server does"),
    ])
    func arePutOffWhereTheServerBehavesBadly(bad: String, reason: String) async throws {
        let peer = try await MailPeer(["--bad", bad])
        var limits = MailLimits()
        limits.answering = .seconds(bad.hasPrefix("hang") ? 2 : 30)
        limits.accepting = limits.answering

        let trouble = await trouble { try await postman(peer, limits: limits).deliver(letter(), named: "a") }

        guard case .later(let told) = trouble else {
            Issue.record("\(trouble as Any)")
            return
        }
        #expect(told.contains(reason))
    }

    @Test func arePutOffWhereNobodyListensOrTLSIsNotSpoken() async throws {
        let peer = try await MailPeer([])
        let plain = await trouble { try await postman(peer, "smtps").deliver(letter(), named: "a") }
        #expect(plain?.sentence.contains("does not speak TLS there") == true)

        let gone = try MailServer("smtps://127.0.0.1:1").unwrapped
        let nobody = try SMTPPostman(
            gone, login: nil, from: Mailbox("kino@example.org").unwrapped, authorities: nil, time: SystemTime())
        let trouble = await trouble { try await nobody.deliver(letter(), named: "a") }
        #expect(trouble == .later("The mail server 127.0.0.1:1 cannot be reached."))
    }

    @Test func areLetGoOfWhenTheHouseCloses() async throws {
        let peer = try await MailPeer(["--bad", "hang"])
        let postman = try postman(peer)
        let letter = letter()

        let sending = Task { try await postman.deliver(letter, named: "a") }
        try await Task.sleep(for: .milliseconds(200))
        sending.cancel()

        await #expect(throws: CancellationError.self) { try await sending.value }
    }

    @Test func signInForACheckAndSendNothing() async throws {
        let peer = try await MailPeer(tls + ["--tls", "starttls", "--user", "kino:right"])

        try await postman(peer, "smtp", login: ("kino", "right")).check()

        #expect(try peer.letters.isEmpty)
        await #expect(throws: PostTrouble.self) { try await postman(peer, "smtp", login: ("kino", "no")).check() }
    }

    // MARK: - With the outbox

    @Test func comeTwiceAtMostUnderOneNameWhenTheHouseIsKilledBetweenSendingAndNoting() async throws {
        let peer = try await MailPeer([])
        let time = StoppedTime(at: Moment(milliseconds: 1_796_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare([OutgoingLetter.schema])
        let keys = try HouseKeys([HouseKeys.make()]).unwrapped
        let postman = try postman(peer)
        let writer = SameLetter(letter: letter())
        let killed = Outbox(store: store, keys: keys, time: time, writer: writer, postman: KilledAfterSending(postman: postman))
        let next = Outbox(store: store, keys: keys, time: time, writer: writer, postman: postman)

        try await killed.post(Letter(to: "ida@example.org", .trial))
        await #expect(throws: CancellationError.self) { try await killed.deliverNext() }
        #expect(try await next.deliverNext() == nil)
        time.advance(by: postman.patience + .seconds(60))
        #expect(try await next.deliverNext() == .sent(kind: "trial"))
        #expect(try await next.deliverNext() == nil)

        let names = try peer.letters.map { $0.head["Message-ID"] }
        #expect(names.count == 2 && Set(names).count == 1)
    }

    @Test func areTriedAgainLaterOrGivenUpAsTheServerSays() async throws {
        let peer = try await MailPeer([])
        let time = StoppedTime(at: Moment(milliseconds: 1_796_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare([OutgoingLetter.schema])
        let outbox = Outbox(
            store: store, keys: try HouseKeys([HouseKeys.make()]).unwrapped, time: time, writer: SameLetter(letter: letter()),
            postman: try postman(peer))
        try await outbox.post(Letter(to: "nobody@example.org", .trial))
        time.advance(by: .seconds(1))
        try await outbox.post(Letter(to: "later@example.org", .trial))

        guard case .givenUp = try await outbox.deliverNext() else {
            Issue.record("it was not given up")
            return
        }
        guard case .putOff(_, let until, _) = try await outbox.deliverNext() else {
            Issue.record("it was not put off")
            return
        }

        #expect(until == time.now + .seconds(60))
        #expect(try await outbox.givenUp().first?.value.reason?.contains("550") == true)
    }
}

private struct SameLetter: LetterWriter {
    let letter: WrittenLetter

    func write(_ asked: Letter) throws -> WrittenLetter {
        var letter = letter
        letter.to = asked.to
        return letter
    }
}

/// The process ends when the mail server has the letter and before that is written down.
private struct KilledAfterSending: Postman {
    let postman: SMTPPostman
    var patience: Duration { postman.patience }

    func deliver(_ letter: WrittenLetter, named name: String) async throws {
        try await postman.deliver(letter, named: name)
        throw CancellationError()
    }
}
