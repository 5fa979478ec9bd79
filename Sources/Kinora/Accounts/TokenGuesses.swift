import KinoraAccounts
import KinoraGate
import KinoraVideoAPI

/// Tokens that do not exist, counted with all other tries.
struct TokenGuesses: GuessLimit {
    private let attempts: AttemptLimiter

    init(_ attempts: AttemptLimiter) {
        self.attempts = attempts
    }

    func wait(from origin: RequestOrigin) -> Int? {
        attempts.wait(.token, from: DeviceSighting(agent: origin.agent, address: origin.address))
    }

    func count(from origin: RequestOrigin) {
        _ = try? attempts.count(.token, of: nil, from: DeviceSighting(agent: origin.agent, address: origin.address))
    }
}
