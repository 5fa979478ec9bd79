import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import KinoraPartners
import KinoraWebhooks
import Logging
import ServiceLifecycle

extension House {
    /// What the owner's programs are told.
    func webhooks(_ keys: HouseKeys) -> Webhooks {
        Webhooks(store: store, keys: keys, time: time, courier: HTTPCourier(reach: settings.serving.webhookReach))
    }

    /// Tells the owner's programs what happens. Not in safe mode.
    func webhookServices(_ webhooks: Webhooks) -> [any Service] {
        guard !settings.isSafe else { return [] }
        let log = logger("webhooks")
        return [
            LongWork {
                var feed = EventFeed(store: store, webhooks: webhooks, time: time)
                var told: String?
                while true {
                    do {
                        let lost = try await feed.tell()
                        if lost > 0 { log.warning("Too many messages wait already; some are lost", metadata: ["lost": "\(lost)"]) }
                        told = nil
                    } catch let error as StoreError {
                        if told != error.sentence {
                            log.warning("Programs cannot be told what happens", metadata: ["reason": "\(error.sentence)"])
                        }
                        told = error.sentence
                    }
                    try await pause(isReachable: told == nil)
                }
            },
            LongWork { try await webhooks.run { tell($0, log) } },
        ]
    }

    private static let interval = Duration.seconds(1)

    private func pause(isReachable: Bool) async throws {
        guard isReachable, let store = store as? any ChangeNoticing else { return try await Task.sleep(for: Self.interval) }
        try await store.waitForChange(atMost: Self.interval)
    }

    /// What became of a message, for the log; its address may hold a secret of the other side, and is not told.
    private func tell(_ news: WebhookNews, _ log: Logger) {
        switch news {
        case .delivered(let kind): log.debug("A message was delivered", metadata: ["kind": "\(kind.rawValue)"])
        case .putOff(let kind, let until, let reason):
            log.notice(
                "A message waits for another attempt",
                metadata: ["kind": "\(kind.rawValue)", "until": "\(until.iso8601)", "reason": "\(reason)"])
        case .givenUp(let kind, let reason):
            log.warning("A message could not be delivered", metadata: ["kind": "\(kind.rawValue)", "reason": "\(reason)"])
        case .trouble(let sentence): log.warning("Messages cannot be sent", metadata: ["reason": "\(sentence)"])
        }
    }
}
