import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What a title costs.
extension Website {
    private static let mostFound = 20
    private static let mostListed = 200

    func sellingTitles(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let text = FormFields(request.uri.query)["q"]?.onOneLine(atMost: 200) ?? ""
        var board = sellingBoard(.sellingTitles)
        board.finder = .init(action: SellingPlace.titles.address, caption: words(.searchLabel), value: text)
        if !text.isEmpty {
            let found = try await shelves(visitor).search(text, first: Self.mostFound).titles.map { title -> SellingBoard.Line in
                switch title {
                case .film(let film): line(film.value.description, .film(FilmID(film.id)))
                case .series(let series): line(series.value.description, .series(SeriesID(series.id)))
                }
            }
            board.sections.append(.init(words(.resultsFor, text), empty: words(.nothingFound, text), found))
        }
        var lines: [SellingBoard.Line] = []
        let names = CatalogueNames(store: billing.store)
        for terms in try await Records<TitleTerms>(in: billing.store).find(Query(sort: [.descending("updatedAt")], limit: Self.mostListed))
        {
            let subject = SaleSubject(rawValue: terms.id)
            lines.append(
                .init(
                    label: try await names.name(of: subject), detail: words.summary(terms.value), link: SellingPlace.terms(subject).address)
            )
        }
        board.sections.append(
            .init(words(.sellingWithTerms), intro: words(.sellingTitlesLead), empty: words(.sellingNoTerms), lines))
        return try show(board, visitor)
    }

    private func line(_ description: Description, _ subject: SaleSubject) -> SellingBoard.Line {
        .init(label: description.shownTitle(words), detail: nil, link: SellingPlace.terms(subject).address)
    }

    /// The address of the page on which a title's terms are set; nil for those who have no part in it.
    func termsAddress(_ subject: SaleSubject, _ visitor: Visitor) throws -> String? {
        try billing != nil && visitor.signedIn().may(.runHouse) ? SellingPlace.terms(subject).address : nil
    }

    func termsForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, name) = try await subject(request, visitor)
        let terms = try await Records<TitleTerms>(in: shop().store).read(subject.rawValue)?.value
        return try show(try await form(terms, subject, name, nil, visitor), faults: [], visitor)
    }

    private func subject(_ request: Request, _ visitor: Visitor) async throws -> (SaleSubject, String) {
        guard let subject = SaleSubject(typed: FormFields(request.uri.query)["title"]) else { throw Refusal.notFound }
        if let collection = subject.collection {
            guard let shelf = try await shelves(visitor).collection(collection) else { throw Refusal.notFound }
            return (subject, shelf.name.onOneLine(atMost: 120))
        }
        let name = try await CatalogueNames(store: shop().store).name(of: subject)
        guard name != subject.rawValue else { throw Refusal.notFound }
        return (subject, name)
    }

    /// Stands for the terms of what a title belongs to, or of the house.
    private static let inherited = "house"

    private func form(
        _ terms: TitleTerms?, _ subject: SaleSubject, _ name: String, _ typed: FormFields?, _ visitor: Visitor
    ) async throws -> FormPage {
        func value(_ name: String, _ standing: String?) -> String { typed == nil ? standing ?? "" : typed?[name] ?? "" }
        let opening = typed?["opening"] ?? terms?.opening.rawValue ?? Self.inherited
        let openings = [(Self.inherited, words(.sellingInherited))] + Opening.allCases.map { ($0.rawValue, words.opening($0)) }
        let plans = try await shop().offeredPlans()
        return FormPage(
            heading: name, lead: words(.sellingTermsLead), action: SellingPlace.terms(subject).address,
            fields: [
                .text("rent", words(.sellingRent), value: value("rent", terms?.rental?.prices.typed), limit: 400)
                    .hinted(words(.sellingPricesHint)).optional(),
                .text("begin", words(.sellingHoursToBegin), value: value("begin", String(terms?.rental?.hoursToBegin ?? 720)), limit: 5),
                .text("finish", words(.sellingHoursToFinish), value: value("finish", String(terms?.rental?.hoursToFinish ?? 48)), limit: 5),
                .text("buy", words(.sellingBuy), value: value("buy", terms?.purchase.typed), limit: 400).optional(),
                .text("from", words(.sellingFrom), value: value("from", terms?.soldFrom?.typedDay), limit: 10)
                    .hinted(words(.sellingDayHint)).optional(),
                .text("until", words(.sellingSoldUntil), value: value("until", terms?.soldUntil?.typedDay), limit: 10)
                    .hinted(words(.sellingDayHint)).optional(),
                .text("holder", words(.sellingHolder), value: value("holder", terms?.rightsHolder), limit: 120).optional(),
                .text(
                    "share", words(.sellingShare), value: value("share", terms?.holdersShare.map { TaxRate(millionths: $0).percent }),
                    limit: 8
                ).optional(),
            ],
            choices: [
                .init(
                    name: "opening", label: words(.sellingOpening),
                    options: openings.map { .init(value: $0.0, label: $0.1, isChosen: $0.0 == opening) })
            ],
            checks: plans.map { plan in
                let isOn = typed.map { $0["plan-\(plan.id)"] == "yes" } ?? terms?.plans.contains(PlanID(plan.id)) ?? false
                return .init(name: "plan-\(plan.id)", label: words(.sellingOpensWith, plan.value.name), isOn: isOn)
            }, button: words(.save), links: try await links(subject, visitor))
    }

    /// A series leads to its seasons, whose terms count before its own.
    private func links(_ subject: SaleSubject, _ visitor: Visitor) async throws -> [FormPage.Link] {
        var links = [FormPage.Link(label: words(.sellingTitles), address: SellingPlace.titles.address)]
        let parts = subject.rawValue.split(separator: "/").map(String.init)
        guard parts.first == "series", parts.count == 2 else { return links }
        let id = SeriesID(parts[1])
        for season in try await shelves(visitor).seasons(of: id) {
            let label = season.number == 0 ? words(.specials) : words(.season, String(season.number))
            links.append(.init(label: label, address: SellingPlace.terms(.season(id, season.number)).address))
        }
        return links
    }

    func setTerms(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, name) = try await subject(request, visitor)
        let billing = try shop()
        var form = SellingForm(try await form(request), words)
        guard let typed = form.fields["opening"], typed == Self.inherited || Opening(rawValue: typed) != nil else {
            throw Refusal.badRequest
        }
        var terms = TitleTerms(Opening(rawValue: typed) ?? .members)
        if subject.collection != nil { terms.name = name }
        let rent = form.amounts("rent", .sellingRent)
        let (begin, finish) = (
            form.number("begin", .sellingHoursToBegin, 1...87_600), form.number("finish", .sellingHoursToFinish, 1...87_600)
        )
        if !rent.isEmpty { terms.rental = RentalTerms(prices: rent, hoursToBegin: begin ?? 720, hoursToFinish: finish ?? 48) }
        terms.purchase = form.amounts("buy", .sellingBuy)
        (terms.soldFrom, terms.soldUntil) = (form.day("from", .sellingFrom), form.day("until", .sellingSoldUntil))
        let holder = form.text("holder", atMost: 120)
        (terms.rightsHolder, terms.holdersShare) = (holder.isEmpty ? nil : holder, form.percent("share", .sellingShare)?.millionths)
        terms.plans = try await billing.offeredPlans().map(\.id).filter { form.isOn("plan-\($0)") }.map { PlanID($0) }
        guard form.faults.isEmpty else {
            return try show(try await self.form(terms, subject, name, form.fields, visitor), faults: form.faults, visitor)
        }
        try await billing.set(typed == Self.inherited ? nil : terms, of: subject)
        return goOn(to: SellingPlace.titles.address)
    }
}
