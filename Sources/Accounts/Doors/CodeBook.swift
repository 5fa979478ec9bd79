import KinoraDocuments
import KinoraKernel

/// One-time codes that were given out.
package struct CodeBook: Sendable {
    private let records: Records<OneTimeCode>
    private let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// How long a code is good for.
    package static func life(of purpose: OneTimeCode.Purpose) -> Duration {
        switch purpose {
        case .firstStart: .seconds(24 * 3600)
        case .confirmAddress, .resetPassword: .seconds(3600)
        }
    }

    /// Makes a code; the ones that were made before for the same purpose are no longer good.
    /// - Returns: the code itself, which is kept nowhere.
    package func make(_ purpose: OneTimeCode.Purpose, member: MemberID? = nil, address: MailAddress? = nil) async throws -> String {
        let former = try await records.find(
            Query(.and([.equal("purpose", .string(purpose.rawValue)), .equal("member", member.map { .string($0.rawValue) } ?? .null)])))
        for code in former { _ = try await records.delete(code.id) }
        let code = RandomToken.make()
        let record = OneTimeCode(
            purpose, member: member?.rawValue, address: address?.text, expiresAt: time.now + Self.life(of: purpose))
        _ = try await records.insert(record, id: RandomToken.digest(of: code))
        return code
    }

    /// What a code is good for, without using it up.
    package func look(at code: String, for purpose: OneTimeCode.Purpose) async throws -> OneTimeCode? {
        guard code.utf8.count == RandomToken.length, let found = try await records.read(RandomToken.digest(of: code)),
            found.value.purpose == purpose, found.value.expiresAt > time.now
        else { return nil }
        return found.value
    }

    /// Uses a code up. Of many who come with it at once, one gets it.
    package func use(_ code: String, for purpose: OneTimeCode.Purpose) async throws -> OneTimeCode? {
        guard let found = try await look(at: code, for: purpose), try await records.delete(RandomToken.digest(of: code)) else { return nil }
        return found
    }

    /// Removes what is no longer good.
    package func sweep() async throws {
        for code in try await records.find(Query(.atMost("expiresAt", .date(time.now)))) { _ = try await records.delete(code.id) }
    }
}
