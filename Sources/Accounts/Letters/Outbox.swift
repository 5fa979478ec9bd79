import Foundation
import KinoraDocuments
import KinoraKernel

/// The letters that the house sends: kept as documents until they are sent, whatever happens to the process.
///
/// 1. `post` puts a letter in, sealed, and returns; nobody who signs in waits for a mail server.
/// 2. `run` takes what is due, one after the other. Taking sets the next attempt ahead by more than an attempt lasts, in one step: of several
///    servers that share the documents, one sends it.
/// 3. What became of it is noted, and the seal with all it holds is removed when it was sent or given up. Who is killed between sending and
///    noting makes the letter be sent once more, under the same name (`Message-ID`).
package struct Outbox: Sendable {
    /// No more letters may wait than these.
    package static let most = 10_000
    /// For how long it is kept that a letter was sent, or could not be.
    package static let memory = Duration.seconds(90 * 24 * 3600)
    /// RFC 5321, section 4.5.3.1.3, without the angle brackets.
    static let longestAddress = 254

    package let records: Records<OutgoingLetter>
    let keys: HouseKeys
    let time: any TimeSource
    let writer: any LetterWriter
    let postman: (any Postman)?
    let enclosing: (any LetterEnclosing)?
    let bell = Bell(0)

    /// - Parameter postman: nil where no mail server is set up.
    package init(
        store: any DocumentStore, keys: HouseKeys, time: any TimeSource, writer: any LetterWriter, postman: (any Postman)?,
        enclosing: (any LetterEnclosing)? = nil
    ) {
        records = Records(in: store)
        self.keys = keys
        self.time = time
        self.writer = writer
        self.postman = postman
        self.enclosing = enclosing
    }

    /// Whether the house can send mail. Pages offer nothing that needs it otherwise.
    package var canDeliver: Bool { postman != nil }

    /// Puts a letter into the outbox.
    /// - Throws: `MailNotSetUp`, `OutboxRefusal`.
    package func post(_ letter: Letter) async throws {
        guard canDeliver else { throw MailNotSetUp() }
        guard Self.isAddress(letter.to) else { throw OutboxRefusal.noAddress }
        let waiting = try await records.count(.equal("state", .string(OutgoingLetter.State.waiting.rawValue)))
        guard waiting < Self.most else { throw OutboxRefusal.full }
        let sealed = try keys.seal(JSONEncoder().encode(letter), for: .letters)
        _ = try await records.append([OutgoingLetter(letter, sealed: sealed, at: time.now)])
        bell.ring { $0 += 1 }
    }

    /// Puts a letter in that nothing depends on; without mail, and where there is no address, nobody is told.
    package func tell(_ member: Member, id: MemberID, _ kind: Letter.Kind) async throws {
        guard canDeliver, let address = member.email else { return }
        try await post(Letter(to: address, language: member.language, member: id.rawValue, kind))
    }

    /// What could not be sent lately, the newest first; for the owner.
    package func givenUp(atMost most: Int = 50) async throws -> [Stored<OutgoingLetter>] {
        let filter = Filter.equal("state", .string(OutgoingLetter.State.givenUp.rawValue))
        return try await records.find(Query(filter, sort: [.descending("updatedAt")], limit: most))
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isClean = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && isClean && text.utf8.count <= longestAddress
    }
}
