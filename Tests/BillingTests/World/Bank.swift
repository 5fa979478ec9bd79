import KinoraBilling
import KinoraKernel

/// A provider with a memory and rules of its own: it charges when something is due, refuses what is against its rules, and answers late or not
/// at all when it is told to. Tests look into it as the truth to which the books are held.
actor Bank: PaymentProvider {
    struct Order {
        var reference: String
        var total: Money
        var isApproved = false
        var isVoid = false
    }

    struct Subscription {
        var reference: String
        var terms: String
        var proposed: String?
        var state = SubscriptionTruth.State.awaitingApproval
        var startedAt: Moment?
        var nextChargeAt: Moment?
        var cycle = 0
        var failed = 0
        var isCardBroken = false
    }

    struct Payment {
        var order: String?
        var subscription: String?
        var reference: String
        var amount: Money
        var at: Moment
        var refunds: [RefundTruth] = []
        var dispute: DisputeTruth?
    }

    nonisolated let name = "bank"
    nonisolated let label: String? = "Bank"
    nonisolated let abilities = Set(ProviderAbility.allCases)

    private let chaos: Chaos
    private let time: StoppedTime
    private var keys: [String: String] = [:]
    private var count = 0
    private(set) var terms: [String: RecurringTerms] = [:]
    private(set) var orders: [String: Order] = [:]
    private(set) var subscriptions: [String: Subscription] = [:]
    private(set) var payments: [String: Payment] = [:]
    /// Everything that was ever told, each with a name.
    private(set) var told: [ProviderHint] = []
    /// Of a hundred calls so many are not answered, half of them after they were done.
    var silence = 0
    private var dice = Dice(seed: 1)

    init(chaos: Chaos, time: StoppedTime) {
        self.chaos = chaos
        self.time = time
    }

    func fallsSilent(_ percent: Int, seed: UInt64) {
        silence = percent
        dice = Dice(seed: seed)
    }

    nonisolated func takes(_ currency: Currency) -> Bool { currency == .eur || currency.code == "HUF" }

    /// It knows no half forints.
    nonisolated func payable(_ amount: Money) -> Money {
        guard amount.currency.code == "HUF" else { return amount }
        return Money(minor: amount.times(1, dividedBy: 100).minor * 100, amount.currency)
    }

    private func refuseUnlessPayable(_ amounts: [Money]) throws {
        guard amounts.allSatisfy({ payable($0) == $0 }) else { throw ProviderFailure.refused(code: "AMOUNT", reference: nil) }
    }

    private func call<T>(_ work: () throws -> T) throws -> T {
        try chaos.point()
        let isSilent = silence > 0 && dice.isLucky(silence)
        if isSilent, dice.isLucky(50) {
            throw ProviderFailure.unavailable("no answer", retryAfter: nil)
        }
        let result = Result { try work() }
        try chaos.point()
        if isSilent { throw ProviderFailure.unavailable("no answer", retryAfter: nil) }
        return try result.get()
    }

    private func fresh(_ kind: String) -> String {
        count += 1
        return "\(kind)\(count)"
    }

    private func tell(_ subject: ProviderHint.Subject) {
        told.append(ProviderHint(id: fresh("event"), subject: subject, kind: "change", at: time.now))
    }

    // MARK: What the house asks

    func begin(_ purchase: PurchaseRequest, key: RequestKey) throws -> Approval {
        try call {
            try refuseUnlessPayable([purchase.total])
            let name = keys[key.text] ?? fresh("order")
            if keys[key.text] == nil {
                orders[name] = Order(reference: purchase.reference, total: purchase.total)
            }
            keys[key.text] = name
            return Approval(name: name, address: "https://bank.example/\(name)")
        }
    }

    func order(_ name: String) throws -> OrderTruth? { try call { truth(order: name) } }

    func capture(_ name: String, key: RequestKey) throws -> OrderTruth {
        try call {
            guard let order = orders[name] else { throw ProviderFailure.unknown }
            if !payments.values.contains(where: { $0.order == name }) {
                guard order.isApproved else { throw ProviderFailure.notApproved }
                let payment = fresh("pay")
                payments[payment] = Payment(
                    order: name, reference: order.reference, amount: order.total, at: time.now)
                tell(.payment(payment))
            }
            return truth(order: name)!
        }
    }

    func publish(_ terms: RecurringTerms, key: RequestKey) throws -> String {
        try call {
            try refuseUnlessPayable([terms.price, terms.setUpFee] + terms.phases.map(\.price))
            let name = keys[key.text] ?? fresh("terms")
            keys[key.text] = name
            self.terms[name] = terms
            return name
        }
    }

    func begin(_ subscription: SubscriptionRequest, key: RequestKey) throws -> Approval {
        try call {
            let name = keys[key.text] ?? fresh("sub")
            if keys[key.text] == nil {
                subscriptions[name] = Subscription(
                    reference: subscription.reference, terms: subscription.terms)
            }
            keys[key.text] = name
            return Approval(name: name, address: "https://bank.example/\(name)")
        }
    }

    func subscription(_ name: String) throws -> SubscriptionTruth? {
        try call {
            guard let known = subscriptions[name] else { return nil }
            return SubscriptionTruth(
                name: name, reference: known.reference, terms: known.terms, state: known.state,
                approval: known.state == .awaitingApproval ? "https://bank.example/\(name)" : nil,
                startedAt: known.startedAt,
                nextChargeAt: known.state == .active ? known.nextChargeAt : nil,
                failedCharges: known.failed,
                payments: payments.filter { $0.value.subscription == name }.map { truth($0.key, $0.value) })
        }
    }

    func activate(_ name: String, reason: String) throws {
        try call {
            guard let state = subscriptions[name]?.state else { throw ProviderFailure.unknown }
            switch state {
            case .approved: start(name)
            case .suspended:
                subscriptions[name]?.state = .active
                tell(.subscription(name))
            case .active: break
            case .awaitingApproval, .cancelled, .expired:
                throw ProviderFailure.refused(code: "STATE", reference: nil)
            }
        }
    }

    func suspend(_ name: String, reason: String) throws {
        try call {
            switch subscriptions[name]?.state {
            case .active:
                subscriptions[name]?.state = .suspended
                tell(.subscription(name))
            case .suspended: break
            default: throw ProviderFailure.refused(code: "STATE", reference: nil)
            }
        }
    }

    func cancel(_ name: String, reason: String) throws {
        try call {
            guard let known = subscriptions[name] else { throw ProviderFailure.unknown }
            if known.state == .cancelled || known.state == .expired { return }
            subscriptions[name]?.state = known.state == .awaitingApproval ? .expired : .cancelled
            tell(.subscription(name))
        }
    }

    func revise(_ name: String, to terms: String, _ back: ReturnAddresses) throws -> Approval? {
        try call {
            guard subscriptions[name]?.state == .active else {
                throw ProviderFailure.refused(code: "STATE", reference: nil)
            }
            subscriptions[name]?.proposed = terms
            return Approval(name: name, address: "https://bank.example/\(name)/change")
        }
    }

    func collect(_ name: String, key: RequestKey) throws {
        try call {
            guard let known = subscriptions[name] else { throw ProviderFailure.unknown }
            if keys[key.text] != nil { return }
            guard known.state == .active || known.state == .suspended else {
                throw ProviderFailure.refused(code: "STATE", reference: nil)
            }
            if known.failed > 0 {
                guard !known.isCardBroken else { throw ProviderFailure.declined }
                charge(name, at: time.now)
            }
            keys[key.text] = name
            subscriptions[name]?.state = .active
            tell(.subscription(name))
        }
    }

    func payment(_ name: String) throws -> PaymentTruth? {
        try call { payments[name].map { truth(name, $0) } }
    }

    func refund(_ refund: RefundRequest, key: RequestKey) throws -> RefundTruth {
        try call {
            guard let payment = payments[refund.payment] else { throw ProviderFailure.unknown }
            if let done = payment.refunds.first(where: { $0.reference == refund.reference }) {
                return done
            }
            let left = payment.refunds.reduce(payment.amount) { $0 - $1.amount }
            guard refund.amount.minor <= left.minor else {
                throw ProviderFailure.refused(code: "TOO_MUCH", reference: nil)
            }
            return takeBack(refund.payment, refund.amount, refund.reference)
        }
    }

    func refund(_ name: String) throws -> RefundTruth? {
        try call { payments.values.flatMap(\.refunds).first { $0.name == name } }
    }

    func dispute(_ name: String) throws -> DisputeTruth? {
        try call { payments.values.compactMap(\.dispute).first { $0.name == name } }
    }

    func hint(in message: ProviderMessage) throws -> ProviderHint {
        guard let id = message.field("id"), let hint = told.first(where: { $0.id == id }) else {
            throw MessageRefusal.notGenuine
        }
        return hint
    }

    func hints(from: Moment, until: Moment) throws -> [ProviderHint]? { try call { told } }

    // MARK: What payers and time do

    func approve(_ name: String) {
        if orders[name] != nil {
            orders[name]?.isApproved = true
            tell(.order(name))
        } else if let known = subscriptions[name] {
            if let proposed = known.proposed, known.state == .active {
                subscriptions[name]?.terms = proposed
                subscriptions[name]?.proposed = nil
                tell(.subscription(name))
            } else if known.state == .awaitingApproval {
                start(name)
            }
        }
    }

    /// Says something else of an order than the house asked for.
    func alter(_ name: String, total: Money?, reference: String?) {
        if let total { orders[name]?.total = total }
        if let reference { orders[name]?.reference = reference }
    }

    func breakCard(_ name: String, _ isBroken: Bool) { subscriptions[name]?.isCardBroken = isBroken }

    /// Charges what is due.
    func tick() {
        for name in subscriptions.keys.sorted() {
            while let known = subscriptions[name], known.state == .active, let due = known.nextChargeAt,
                due <= time.now
            {
                if known.isCardBroken {
                    subscriptions[name]?.failed += 1
                    if known.failed + 1 >= 3 { subscriptions[name]?.state = .suspended }
                    tell(.subscription(name))
                    break
                }
                charge(name, at: due)
            }
        }
    }

    /// A refund at the bank's own pages.
    func takeBack(_ payment: String, _ amount: Money, _ reference: String? = nil) -> RefundTruth {
        let refund = RefundTruth(
            name: fresh("refund"), payment: payment, reference: reference, amount: amount,
            state: .completed, at: time.now)
        payments[payment]?.refunds.append(refund)
        tell(.refund(refund.name))
        return refund
    }

    func quarrel(_ payment: String, _ state: DisputeTruth.State) {
        guard var known = payments[payment] else { return }
        let left = known.refunds.reduce(known.amount) { $0 - $1.amount }
        if state == .open, known.dispute == nil, left.minor > 0 {
            known.dispute = DisputeTruth(
                name: fresh("dispute"), payment: payment, amount: left, state: .open, openedAt: time.now)
        } else if state != .open, known.dispute?.state == .open {
            known.dispute?.state = state
            known.dispute?.settledAt = time.now
        } else {
            return
        }
        payments[payment] = known
        if let name = known.dispute?.name { tell(.dispute(name)) }
    }

    private func start(_ name: String) {
        guard let known = subscriptions[name], let terms = terms[known.terms] else { return }
        subscriptions[name]?.state = .active
        subscriptions[name]?.startedAt = time.now
        subscriptions[name]?.nextChargeAt = time.now
        tell(.subscription(name))
        if let free = terms.phases.first, free.price.isZero {
            subscriptions[name]?.cycle = free.times
            subscriptions[name]?.nextChargeAt = free.interval.end(from: time.now, times: free.times)
        } else if known.isCardBroken {
            subscriptions[name]?.failed += 1
        } else {
            charge(name, at: time.now)
        }
    }

    private func charge(_ name: String, at moment: Moment) {
        guard let known = subscriptions[name], let terms = terms[known.terms] else { return }
        let prices = terms.phases.flatMap { phase in
            Array(repeating: (phase.price, phase.interval), count: phase.times)
        }
        let (price, interval) = prices.dropFirst(known.cycle).first ?? (terms.price, terms.interval)
        subscriptions[name]?.cycle += 1
        subscriptions[name]?.failed = 0
        subscriptions[name]?.nextChargeAt = interval.end(from: moment)
        guard price.minor > 0 else { return }
        let payment = fresh("pay")
        payments[payment] = Payment(
            subscription: name, reference: known.reference, amount: price, at: moment)
        tell(.payment(payment))
    }

    // MARK: Truths

    private func truth(order name: String) -> OrderTruth? {
        guard let order = orders[name] else { return nil }
        let paid = payments.filter { $0.value.order == name }.map { truth($0.key, $0.value) }
        let state: OrderTruth.State =
            paid.isEmpty
            ? (order.isVoid ? .void : order.isApproved ? .approved : .awaitingApproval) : .captured
        return OrderTruth(
            name: name, reference: order.reference, total: order.total, state: state,
            approval: "https://bank.example/\(name)",
            payments: paid)
    }

    private func truth(_ name: String, _ payment: Payment) -> PaymentTruth {
        let purpose: PaymentTruth.Purpose =
            payment.order.map { .order($0) } ?? payment.subscription.map { .subscription($0) } ?? .unknown
        return PaymentTruth(
            name: name, purpose: purpose, reference: payment.reference, amount: payment.amount,
            state: .completed, at: payment.at,
            refunds: payment.refunds)
    }
}
