import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Logging

extension PayPalProvider {
    // MARK: Terms

    package func publish(_ terms: RecurringTerms, key: RequestKey) async throws -> String {
        try await asked {
            let product = try await product(of: terms)
            if let known = try await client.plans(of: product).first(where: { $0.text("description") == terms.reference }),
                let name = known.text("id"), PayPalClient.isName(name)
            {
                if known.text("status") == "INACTIVE" { try await client.activatePlan(name) }
                return name
            }
            let made = try await client.createPlan(try Self.plan(terms, product), key: key.text)
            guard let name = made.text("id"), PayPalClient.isName(name) else {
                throw PayPalFailure.unreadable(reason: "a plan has no name")
            }
            return name
        }
    }

    /// PayPal lets plans of one product be changed into each other, so a group of ours is a product of PayPal's.
    private func product(of terms: RecurringTerms) async throws -> String {
        let name =
            "KINORA-" + terms.group.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined().uppercased().prefix(40)
        if try await client.product(name) != nil { return name }
        let product: Value = ["id": .string(name), "name": Self.line(terms.title, atMost: 127), "type": "SERVICE"]
        do {
            _ = try await client.createProduct(product, key: name)
        } catch let failure as PayPalFailure where failure.isIssue("DUPLICATE_RESOURCE_IDENTIFIER") {
            log.debug("PayPal has the product already")
        }
        return name
    }

    private static func plan(_ terms: RecurringTerms, _ product: String) throws -> Value {
        var cycles: [Value] = []
        for phase in terms.phases.prefix(RecurringTerms.mostPhases) {
            cycles.append(try cycle(phase.interval, "TRIAL", cycles.count + 1, phase.times, phase.price))
        }
        cycles.append(try cycle(terms.interval, "REGULAR", cycles.count + 1, 0, terms.price))
        var preferences: [String: Value] = ["auto_bill_outstanding": true, "payment_failure_threshold": 2]
        if !terms.setUpFee.isZero {
            preferences["setup_fee"] = try PayPalMoney.value(terms.setUpFee)
            preferences["setup_fee_failure_action"] = "CANCEL"
        }
        var plan: [String: Value] = [
            "product_id": .string(product), "name": line(terms.title, atMost: 127), "description": .string(terms.reference),
            "status": "ACTIVE",
            "billing_cycles": .array(cycles), "payment_preferences": .object(preferences),
        ]
        if terms.tax != .none { plan["taxes"] = ["percentage": .string(terms.tax.percent), "inclusive": true] }
        return .object(plan)
    }

    private static func cycle(_ interval: Interval, _ tenure: String, _ place: Int, _ times: Int, _ price: Money) throws -> Value {
        var cycle: [String: Value] = [
            "frequency": ["interval_unit": .string(interval.unit.rawValue.uppercased()), "interval_count": .int(Int64(interval.count))],
            "tenure_type": .string(tenure), "sequence": .int(Int64(place)), "total_cycles": .int(Int64(times)),
        ]
        // A trial for nothing has no price at all.
        if tenure == "REGULAR" || !price.isZero { cycle["pricing_scheme"] = ["fixed_price": try PayPalMoney.value(price)] }
        return .object(cycle)
    }

    // MARK: A subscription

    package func begin(_ subscription: SubscriptionRequest, key: RequestKey) async throws -> Approval {
        try await asked {
            var wanted: [String: Value] = [
                "plan_id": .string(subscription.terms), "custom_id": .string(subscription.reference),
                "application_context": Self.context(subscription.house, subscription.language, subscription.back),
            ]
            if let start = subscription.startsAt, start > time.now { wanted["start_time"] = .string(start.iso8601) }
            let made = try await client.createSubscription(.object(wanted), key: key.text)
            guard let name = made.text("id"), PayPalClient.isName(name) else {
                throw PayPalFailure.unreadable(reason: "a subscription has no name")
            }
            let page = PayPalClient.link(["approve"], in: made)
            guard let page, place.isPage(page) else {
                if let truth = try await truth(ofSubscription: name), truth.state != .awaitingApproval {
                    return Approval(name: name, address: nil)
                }
                throw PayPalFailure.unreadable(reason: "a subscription has no page of PayPal’s to agree on")
            }
            return Approval(name: name, address: page)
        }
    }

    private static func context(_ house: String, _ language: String?, _ back: ReturnAddresses) -> Value {
        var context: [String: Value] = [
            "brand_name": line(house, atMost: 127), "shipping_preference": "NO_SHIPPING", "user_action": "SUBSCRIBE_NOW",
            "return_url": .string(back.done), "cancel_url": .string(back.cancelled),
        ]
        if let locale = locale(language) { context["locale"] = .string(locale) }
        return .object(context)
    }

    package func subscription(_ name: String) async throws -> SubscriptionTruth? {
        try await asked {
            guard let body = try await client.subscription(name) else { return nil }
            var truth = try PayPalTruth.subscription(body, place)
            guard truth.state != .awaitingApproval, truth.state != .approved else { return truth }
            let begin = PayPalTime.moment(body.text("create_time")) ?? truth.startedAt ?? time.now
            let listed = try await client.transactions(of: name, from: begin - .seconds(86_400), until: time.now + .seconds(86_400))
            truth.payments = try listed.map { try PayPalTruth.transaction($0, of: truth) }
            return truth
        }
    }

    func truth(ofSubscription name: String) async throws -> SubscriptionTruth? {
        try await client.subscription(name).map { try PayPalTruth.subscription($0, place) }
    }

    // MARK: Changing its state

    package func activate(_ name: String, reason: String) async throws {
        try await change(name, "activate", reason, done: [.active])
    }

    package func suspend(_ name: String, reason: String) async throws {
        try await change(name, "suspend", reason, done: [.suspended, .cancelled, .expired])
    }

    /// One that nobody agreed to yet cannot be cancelled at PayPal and charges nothing; should its payer agree after all, it can be then.
    package func cancel(_ name: String, reason: String) async throws {
        try await change(name, "cancel", reason, done: [.cancelled, .expired, .awaitingApproval])
    }

    /// PayPal takes no request id here: the state is read before, and after a refusal that somebody else may have caused.
    private func change(_ name: String, _ errand: String, _ reason: String, done: Set<SubscriptionTruth.State>) async throws {
        try await asked {
            guard let truth = try await truth(ofSubscription: name) else { throw PayPalFailure.unknown(debugID: nil) }
            guard !done.contains(truth.state) else { return }
            do {
                try await client.change(name, errand, reason: reason)
            } catch let failure as PayPalFailure {
                guard case .refused = failure, let now = try await self.truth(ofSubscription: name), done.contains(now.state) else {
                    throw failure
                }
            }
        }
    }

    /// What is outstanding is captured, and a subscription that was suspended for it is activated: PayPal's own way to recover failed payments.
    package func collect(_ name: String, key: RequestKey) async throws {
        try await asked {
            guard let body = try await client.subscription(name) else { throw PayPalFailure.unknown(debugID: nil) }
            let truth = try PayPalTruth.subscription(body, place)
            if let owed = PayPalMoney.money(body.object("billing_info")?.object("outstanding_balance")), owed.minor > 0 {
                try await capture(owed, of: name, key)
            }
            if truth.state == .suspended { try await change(name, "activate", "Paid", done: [.active]) }
        }
    }

    private func capture(_ owed: Money, of name: String, _ key: RequestKey) async throws {
        do {
            let taken = try await client.captureOutstanding(name, try PayPalMoney.value(owed), note: "What is outstanding", key: key.text)
            if taken.text("status") == "DECLINED" { throw ProviderFailure.declined }
        } catch let failure as PayPalFailure where failure.isIssue("ZERO_OUTSTANDING_BALANCE") {
            log.debug("Nothing is outstanding any more")
        }
    }

    package func revise(_ name: String, to terms: String, _ back: ReturnAddresses) async throws -> Approval? {
        try await asked {
            guard let truth = try await truth(ofSubscription: name) else { throw PayPalFailure.unknown(debugID: nil) }
            guard truth.terms != terms else { return nil }
            let context: Value = [
                "user_action": "SUBSCRIBE_NOW", "shipping_preference": "NO_SHIPPING", "return_url": .string(back.done),
                "cancel_url": .string(back.cancelled),
            ]
            let made = try await client.revise(name, ["plan_id": .string(terms), "application_context": context])
            guard let page = PayPalClient.link(["approve"], in: made) else { return nil }
            guard place.isPage(page) else { throw PayPalFailure.unreadable(reason: "a change has no page of PayPal’s to agree on") }
            return Approval(name: name, address: page)
        }
    }
}
