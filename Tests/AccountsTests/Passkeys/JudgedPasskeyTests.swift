import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

/// PyPI's webauthn (`Tests/Passkeys/judging.py`) and we look at the same ceremonies and must come to the same verdicts.
@Suite("Passkeys, judged by another implementation", .timeLimit(.minutes(10)))
struct JudgedPasskeyTests {
    private struct Case: Encodable {
        var kind: String
        var credential: String
        var challenge: String
        var origin: String
        var site: String
        var key: String?
        var counter: Int64?
    }

    /// What is changed, and how; the first is right.
    private static let changes: [(String, @Sendable (inout SoftAuthenticator.Words) -> Void)] = [
        ("nothing", { _ in }), ("origin", { $0.origin = "https://evil.example" }), ("site", { $0.site = "evil.example" }),
        ("no verification", { $0.flags = 0x01 }), ("no presence", { $0.flags = 0x04 }), ("type", { $0.type = "webauthn.other" }),
        ("question", { $0.challenge = "YW5vdGhlciBxdWVzdGlvbg" }), ("counter up", { $0.counter = 6 }), ("copied", { $0.counter = 5 }),
    ]

    @Test("agrees about ceremonies, right and wrong", .enabled(if: FileManager.default.isExecutableFile(atPath: Judge.python)))
    func agreement() async throws {
        var cases: [Case] = []
        var ours: [Bool] = []
        for kind in SoftAuthenticator.Kind.allCases {
            for (name, change) in Self.changes where name != "copied" && name != "counter up" {
                let bench = try await PasskeyBench()
                let device = try SoftAuthenticator(kind, handle: bench.ida.rawValue)
                let asked = try await bench.askToRegister()
                var words = SoftAuthenticator.Words(challenge: asked.challenge)
                change(&words)
                let answer = try device.make(words, isAttested: name == "nothing")
                cases.append(Self.made("register", answer, asked.challenge))
                ours.append(
                    (try? await bench.passkeys.register(answer, sealed: asked.sealed, for: bench.ida, named: "", on: bench.site)) != nil)
            }
            for (_, change) in Self.changes {
                let bench = try await PasskeyBench()
                let device = try SoftAuthenticator(kind, handle: bench.ida.rawValue)
                let kept = try await bench.register(device) { $0.counter = 5 }
                let asked = try bench.askToSignIn()
                var words = SoftAuthenticator.Words(challenge: asked.challenge)
                words.counter = 6
                change(&words)
                let answer = try device.use(words)
                var one = Self.made("use", answer, asked.challenge)
                one.key = kept.value.key
                one.counter = kept.value.counter
                cases.append(one)
                ours.append((try? await bench.passkeys.signIn(answer, sealed: asked.sealed, on: bench.site)) != nil)
            }
        }
        let script = Judge.root.appendingPathComponent("Tests/Passkeys/judging.py")
        let asked = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        let said = try await Judge.ask(Judge.python, [script.path], input: asked)
        let theirs = try JSONDecoder().decode([Bool].self, from: Data(said.utf8))
        #expect(theirs == ours)
        #expect(ours.count { $0 } == 3 * 3)
        #expect(ours.count == 3 * (7 + 9))
    }

    private static func made(_ kind: String, _ answer: [UInt8], _ challenge: String) -> Case {
        Case(
            kind: kind, credential: String(decoding: answer, as: UTF8.self), challenge: challenge, origin: "https://films.example.org",
            site: "films.example.org")
    }
}
