import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Subscriptions that the house offers, and what they cost.
extension Website {
    func plansBoard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let plans = try await shop().plans.find(Query(sort: [.ascending("place")], limit: 200))
        var board = sellingBoard(.sellingPlans)
        board.sections = [
            .init(
                words(.sellingPlans), intro: words(.sellingPlansLead), empty: words(.sellingNoPlans),
                plans.map { plan in
                    .init(
                        label: plan.value.name,
                        detail: plan.value.isOffered ? words.price(of: plan.value) : words(.sellingRetired),
                        link: SellingPlace.plan(PlanID(plan.id)).address)
                }, further: [.init(label: words(.sellingNewPlan), address: SellingPlace.plan(PlanID(Self.newThing)).address)])
        ]
        return try show(board, visitor)
    }

    /// Stands in an address for what is not there yet; no identifier is so short.
    static let newThing = "new"

    func planForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, plan) = try await plan(visitor)
        return try show(form(plan, id, nil), faults: [], visitor)
    }

    /// Nil for one that is to be made.
    private func plan(_ visitor: Visitor) async throws -> (PlanID, Plan?) {
        let id = PlanID(try visitor.parameters.require("plan"))
        if id.rawValue == Self.newThing { return (id, nil) }
        guard let plan = try await shop().plans.read(id.rawValue)?.value else { throw Refusal.notFound }
        return (id, plan)
    }

    private func form(_ plan: Plan?, _ id: PlanID, _ typed: FormFields?) -> FormPage {
        func value(_ name: String, _ standing: String?) -> String { typed == nil ? standing ?? "" : typed?[name] ?? "" }
        func isOn(_ name: String, _ standing: Bool) -> Bool { typed.map { $0[name] == "yes" } ?? standing }
        let unit = typed?["unit"] ?? (plan?.interval.unit ?? .month).rawValue
        return FormPage(
            heading: plan?.name ?? words(.sellingNewPlan), lead: words(plan == nil ? .sellingNewPlanLead : .sellingPlanLead),
            action: plan == nil ? SellingPlace.plans.address : SellingPlace.plan(id).address,
            fields: [
                .text("name", words(.sellingName), value: value("name", plan?.name), limit: 120),
                .text("summary", words(.sellingSummary), value: value("summary", plan?.summary), limit: 300).optional(),
                .text("prices", words(.sellingPrices), value: value("prices", plan?.prices.typed), limit: 400)
                    .hinted(words(.sellingPricesHint)),
                .text("every", words(.sellingEvery), value: value("every", String(plan?.interval.count ?? 1)), limit: 3),
                .text("fees", words(.sellingSetUpFee), value: value("fees", plan?.setUpFees.typed), limit: 400).optional(),
                .text("trial", words(.sellingTrial), value: value("trial", plan?.trialDays.map(String.init)), limit: 3).optional(),
                .text("place", words(.sellingPlace), value: value("place", String(plan?.place ?? 0)), limit: 4),
            ],
            choices: [
                .init(
                    name: "unit", label: words(.sellingUnit),
                    options: Interval.Unit.allCases.map { .init(value: $0.rawValue, label: words.unit($0), isChosen: $0.rawValue == unit) })
            ],
            checks: [
                .init(name: "included", label: words(.sellingTaxIncluded), isOn: isOn("included", plan?.isTaxIncluded ?? true)),
                .init(name: "offered", label: words(.sellingOffered), isOn: isOn("offered", plan?.isOffered ?? true)),
            ], button: words(.save), links: [.init(label: words(.sellingPlans), address: SellingPlace.plans.address)])
    }

    private func plan(_ form: inout SellingForm) -> Plan? {
        let name = form.needed("name", .sellingName)
        let prices = form.amounts("prices", .sellingPrices, isNeeded: true)
        let fees = form.amounts("fees", .sellingSetUpFee)
        let trial = form.number("trial", .sellingTrial, 1...Plan.mostTrialDays)
        let place = form.number("place", .sellingPlace, -999...9999) ?? 0
        let unit = form.fields["unit"].flatMap(Interval.Unit.init(rawValue:)) ?? .month
        let interval = form.number("every", .sellingEvery, 1...Interval.most(unit)).flatMap { Interval($0, unit) }
        guard let interval, form.faults.isEmpty else {
            if interval == nil, form.faults.isEmpty { form.refuse(.sellingEvery) }
            return nil
        }
        var plan = Plan(
            name: name.onOneLine(atMost: 120), interval: interval, prices: prices, isTaxIncluded: form.isOn("included"), trialDays: trial,
            place: place)
        let summary = form.text("summary", atMost: 300)
        (plan.summary, plan.setUpFees, plan.isOffered) = (summary.isEmpty ? nil : summary, fees, form.isOn("offered"))
        return plan
    }

    func addPlan(_ request: Request, _ visitor: Visitor) async throws -> Response {
        var typed = SellingForm(try await form(request), words)
        guard let plan = plan(&typed) else {
            return try show(form(nil, PlanID(Self.newThing), typed.fields), faults: typed.faults, visitor)
        }
        _ = try await shop().plans.insert(plan)
        return goOn(to: SellingPlace.plans.address)
    }

    /// New prices are for new subscribers: who has it keeps what was agreed to.
    func changePlan(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, standing) = try await plan(visitor)
        var typed = SellingForm(try await form(request), words)
        guard standing != nil else { throw Refusal.notFound }
        guard let plan = plan(&typed) else { return try show(form(standing, id, typed.fields), faults: typed.faults, visitor) }
        try await shop().plans.change(id.rawValue) { $0 = plan }
        return goOn(to: SellingPlace.plans.address)
    }
}
