import KinoraGate
import KinoraKernel
import KinoraMedia
import Synchronization

/// Remembers for a short while who may see which picture: a page shows fifty of them at once.
package final class PictureMemory: PictureAudience {
    /// What an answer depends on, besides the picture.
    private struct Question: Hashable {
        let picture: String
        let ageLimit: Int?
        let role: Role
    }

    private struct Answer {
        let isYes: Bool
        let notAfter: Moment
    }

    /// Answers that are kept; when there are more, all are forgotten.
    static let most = 20_000
    /// So long a picture may still be seen after its title has become one for older people.
    static let life = Duration.seconds(30)

    private let audience: any PictureAudience
    private let time: any TimeSource
    private let answers = Mutex<[Question: Answer]>([:])

    package init(_ audience: any PictureAudience, time: any TimeSource) {
        self.audience = audience
        self.time = time
    }

    package func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool {
        try await remembered("package \(package)", viewer) { try await audience.maySee(package: package, viewer) }
    }

    package func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool {
        try await remembered("artwork \(file)", viewer) { try await audience.maySee(artwork: file, viewer) }
    }

    private func remembered(_ picture: String, _ viewer: Principal, _ ask: () async throws -> Bool) async throws -> Bool {
        let question = Question(picture: picture, ageLimit: viewer.ageLimit, role: viewer.role)
        let now = time.now
        if let known = answers.withLock({ $0[question] }), now < known.notAfter { return known.isYes }
        let isYes = try await ask()
        answers.withLock { answers in
            if answers.count >= Self.most { answers = [:] }
            answers[question] = Answer(isYes: isYes, notAfter: now + Self.life)
        }
        return isYes
    }
}
