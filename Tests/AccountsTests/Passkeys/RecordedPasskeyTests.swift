import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

/// Ceremonies that Chromium made (`Tests/Passkeys/recording.py`) and PyPI's webauthn agreed to.
@Suite("Passkeys of a real browser", .timeLimit(.minutes(10)))
struct RecordedPasskeyTests {
    struct Recorded: Sendable, CustomTestStringConvertible {
        let algorithm: Int
        let attestation: String
        let origin: String
        let challenges: [String]
        let made: [UInt8]
        let uses: [[UInt8]]

        var testDescription: String { "\(algorithm) \(attestation)" }

        init(_ object: [String: Any]) throws {
            algorithm = try #require(object["algorithm"] as? Int)
            attestation = try #require(object["attestation"] as? String)
            origin = try #require(object["origin"] as? String)
            challenges = try #require(object["challenges"] as? [String])
            made = try Array(JSONSerialization.data(withJSONObject: try #require(object["made"])))
            uses = try #require(object["uses"] as? [Any]).map { try Array(JSONSerialization.data(withJSONObject: $0)) }
        }

        static func all() throws -> [Recorded] {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Fixtures/passkeys.json")
            let list = try JSONSerialization.jsonObject(with: Data(contentsOf: file.standardizedFileURL)) as? [[String: Any]]
            return try #require(list).map(Recorded.init)
        }

        /// A bench that has registered this passkey.
        func registered() async throws -> PasskeyBench {
            let bench = try await PasskeyBench(site: origin)
            let kept = try await bench.passkeys.register(
                made, sealed: bench.question(.register, challenges[0]), for: bench.ida, named: "", on: bench.site)
            #expect(kept.value.name == "Passkey")
            #expect(kept.value.transports == ["internal"])
            return bench
        }
    }

    @Test("every kind of key and attestation is taken, and signs in twice")
    func ceremonies() async throws {
        let all = try Recorded.all()
        #expect(Set(all.map { "\($0.algorithm) \($0.attestation)" }).count == 6)
        for one in all {
            let bench = try await one.registered()
            for (use, challenge) in zip(one.uses, one.challenges.dropFirst()) {
                #expect(try await bench.passkeys.signIn(use, sealed: bench.question(.signIn, challenge), on: bench.site) == bench.ida)
            }
            let kept = try #require(try await bench.passkeys.list(of: bench.ida).first)
            #expect(kept.value.counter == 3)
            #expect(kept.value.lastUsedAt == bench.time.now)
        }
    }

    @Test("a use that was recorded earlier is refused after a later one, even for a fresh question of the same words")
    func replays() async throws {
        for one in try Recorded.all() {
            let bench = try await one.registered()
            _ = try await bench.passkeys.signIn(one.uses[1], sealed: bench.question(.signIn, one.challenges[2]), on: bench.site)
            await #expect(throws: PasskeyRefusal.copied) {
                try await bench.passkeys.signIn(one.uses[0], sealed: bench.question(.signIn, one.challenges[1]), on: bench.site)
            }
        }
    }

    @Test("an attestation that is cut off anywhere is refused, and so is one with something behind it")
    func truncation() throws {
        for one in try Recorded.all() {
            let answer = try PasskeyAnswer(one.made)
            let client = try ClientData(answer.clientData)
            let whole = try #require(answer.attestation)
            _ = try Attestation(whole, clientData: client.digest)
            for length in 0..<whole.count {
                #expect(throws: PasskeyRefusal.malformed) { try Attestation(Array(whole[..<length]), clientData: client.digest) }
            }
            #expect(throws: PasskeyRefusal.malformed) { try Attestation(whole + [0], clientData: client.digest) }
            let data = try #require(CBORReader.whole(whole)?["authData"]?.bytes)
            for length in 0..<data.count {
                #expect(throws: PasskeyRefusal.malformed) { try AuthenticatorData(Array(data[..<length])) }
            }
            #expect(throws: PasskeyRefusal.malformed) { try AuthenticatorData(data + [0]) }
        }
    }

    @Test("no bit of what was signed can be turned")
    func turnedBits() throws {
        for one in try Recorded.all() {
            let (made, use) = (try PasskeyAnswer(one.made), try PasskeyAnswer(one.uses[0]))
            let attestation = try Attestation(made.attestation ?? [], clientData: ClientData(made.clientData).digest)
            let signature = try #require(use.signature)
            let message = try #require(use.authenticatorData) + ClientData(use.clientData).digest
            #expect(attestation.key.isRight(signature, of: message))
            for bit in 0..<message.count * 8 {
                var other = message
                other[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(!attestation.key.isRight(signature, of: other))
            }
            for bit in 0..<signature.count * 8 {
                var other = signature
                other[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(!attestation.key.isRight(other, of: message))
            }
        }
    }
}
