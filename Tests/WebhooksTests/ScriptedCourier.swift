import KinoraKernel
import KinoraWebhooks
import Synchronization

/// Carries messages nowhere: answers what a test says, and remembers what it was to carry.
final class ScriptedCourier: Courier {
    struct Carried: Sendable {
        var message: SignedMessage
        var address: String
    }

    let patience = Duration.seconds(20)
    private let answer: @Sendable (Carried) -> CourierTrouble?
    private let all = Mutex<[Carried]>([])

    init(_ answer: @escaping @Sendable (Carried) -> CourierTrouble? = { _ in nil }) {
        self.answer = answer
    }

    var carried: [Carried] { all.withLock { $0 } }

    func check(_ address: String) throws {
        guard address.hasPrefix("https://") else { throw WebhookComplaint.badAddress(reason: "it is not https") }
    }

    func carry(_ message: SignedMessage, to address: String) async throws {
        let carried = Carried(message: message, address: address)
        all.withLock { $0.append(carried) }
        // Others come between.
        await Task.yield()
        if let trouble = answer(carried) { throw trouble }
    }
}
