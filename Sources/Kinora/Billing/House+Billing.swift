import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Logging
import ServiceLifecycle

extension House {
    /// Everything about selling. A house whose owner did not open the till sells nothing, and asks nothing of anybody.
    func billing(_ accounts: Accounts, _ address: OwnAddress) -> Billing {
        let named = settings.url.named ?? "Kinora"
        return Billing(
            store: store, time: time, keys: accounts.keys, providers: settings.payPal.map { [$0.provider(time, logger("paypal"))] } ?? [],
            herald: MailedHerald(accounts: accounts, origin: { address.origin }, log: logger("billing")), zone: settings.timeZone,
            house: { named },
            addresses: { reference in
                ReturnAddresses(
                    done: "\(address.origin)/account/payments/\(reference)/back",
                    cancelled: "\(address.origin)/account/payments/\(reference)")
            })
    }

    /// Follows messages and subscriptions, keeps the memory of the right to play fresh, and cancels what members of yesterday pay for.
    func billingServices(_ billing: Billing, _ accounts: Accounts) -> [any Service] {
        let log = logger("billing")
        return [
            LongWork {
                try await billing.errands.run(isGone: { member in
                    let state = try await accounts.members.read(MemberID(member))?.value.state
                    return state == nil || state == .leaving
                }) { news in
                    switch news {
                    case .reconciled(let looked, let repaired):
                        log.notice("Books were put right", metadata: ["looked": "\(looked)", "repaired": "\(repaired)"])
                    case .trouble(let sentence): log.warning("Payments cannot be followed", metadata: ["reason": "\(sentence)"])
                    }
                }
            },
            LongWork {
                while true {
                    do {
                        try await billing.memory.follow(store)
                    } catch is CancellationError {
                        throw CancellationError()
                    } catch {
                        let reason = (error as? any Complaint)?.sentence ?? "\(error)".onOneLine(atMost: 200)
                        log.warning("What was paid is looked up each time", metadata: ["reason": "\(reason)"])
                    }
                    try await Task.sleep(for: .seconds(10))
                }
            },
        ]
    }
}
