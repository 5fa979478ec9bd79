import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Tickets for several titles: a season, a festival, a collection.
extension Website {
    func passesBoard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let passes = try await shop().passes.find(Query(sort: [.descending("createdAt")], limit: 200))
        var board = sellingBoard(.sellingPasses)
        board.sections = [
            .init(
                words(.sellingPasses), intro: words(.sellingPassesLead), empty: words(.sellingNoPasses),
                passes.map { pass in
                    let titles = words.count(pass.value.subjects.count, one: .oneTitle, many: .manyTitles)
                    return .init(
                        label: pass.value.name,
                        detail: pass.value.isOffered ? "\(pass.value.prices.typed) · \(titles)" : words(.sellingRetired),
                        link: SellingPlace.pass(PassID(pass.id)).address)
                }, further: [.init(label: words(.sellingNewPass), address: SellingPlace.pass(PassID(Self.newThing)).address)])
        ]
        return try show(board, visitor)
    }

    func passForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, pass) = try await pass(visitor)
        return try show(form(pass, id, nil), faults: [], visitor)
    }

    private func pass(_ visitor: Visitor) async throws -> (PassID, Pass?) {
        let id = PassID(try visitor.parameters.require("pass"))
        if id.rawValue == Self.newThing { return (id, nil) }
        guard let pass = try await shop().passes.read(id.rawValue)?.value else { throw Refusal.notFound }
        return (id, pass)
    }

    private func form(_ pass: Pass?, _ id: PassID, _ typed: FormFields?) -> FormPage {
        func value(_ name: String, _ standing: String?) -> String { typed == nil ? standing ?? "" : typed?[name] ?? "" }
        func isOn(_ name: String, _ standing: Bool) -> Bool { typed.map { $0[name] == "yes" } ?? standing }
        return FormPage(
            heading: pass?.name ?? words(.sellingNewPass), lead: words(.sellingPassLead),
            action: pass == nil ? SellingPlace.passes.address : SellingPlace.pass(id).address,
            fields: [
                .text("name", words(.sellingName), value: value("name", pass?.name), limit: 120),
                .text("prices", words(.sellingPrices), value: value("prices", pass?.prices.typed), limit: 400)
                    .hinted(words(.sellingPricesHint)),
                .long("subjects", words(.sellingSubjects), value: value("subjects", pass?.subjects.map(\.rawValue).joined(separator: "\n")))
                    .hinted(words(.sellingSubjectsHint)),
                .text("days", words(.sellingDays), value: value("days", pass?.days.map(String.init)), limit: 4).optional(),
                .text("until", words(.sellingUntil), value: value("until", pass?.until?.typedDay), limit: 10)
                    .hinted(words(.sellingDayHint)).optional(),
            ],
            checks: [
                .init(name: "included", label: words(.sellingTaxIncluded), isOn: isOn("included", pass?.isTaxIncluded ?? true)),
                .init(name: "offered", label: words(.sellingOffered), isOn: isOn("offered", pass?.isOffered ?? true)),
            ], button: words(.save), links: [.init(label: words(.sellingPasses), address: SellingPlace.passes.address)])
    }

    /// Titles as they are named in addresses, or the addresses themselves: `/films/…`, `/collections/…`, `/series/…`,
    /// `/series/…/season/2`.
    static func subjects(_ text: String) -> [SaleSubject]? {
        var subjects: [SaleSubject] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            var word = String(word.drop(while: { $0 == "/" }))
            for (page, kind) in [("films/", "film/"), ("collections/", "collection/")] where word.hasPrefix(page) {
                word = kind + word.dropFirst(page.count)
            }
            if let season = word.wholeMatch(of: /series\/([0-9a-z]+)\/season\/([0-9]+)/) { word = "season/\(season.1)/\(season.2)" }
            guard let subject = SaleSubject(typed: word) else { return nil }
            if !subjects.contains(subject) { subjects.append(subject) }
        }
        return subjects.isEmpty || subjects.count > Pass.mostSubjects ? nil : subjects
    }

    private func pass(_ form: inout SellingForm) -> Pass? {
        let name = form.needed("name", .sellingName)
        let prices = form.amounts("prices", .sellingPrices, isNeeded: true)
        let subjects = Self.subjects(form.fields["subjects"] ?? "")
        if subjects == nil { form.refuse(.sellingSubjects) }
        let days = form.number("days", .sellingDays, 1...3660)
        let until = form.lastDay("until", .sellingUntil)
        guard let subjects, form.faults.isEmpty else { return nil }
        var pass = Pass(
            name: name.onOneLine(atMost: 120), prices: prices, subjects: subjects, isTaxIncluded: form.isOn("included"), days: days,
            until: until)
        pass.isOffered = form.isOn("offered")
        return pass
    }

    func addPass(_ request: Request, _ visitor: Visitor) async throws -> Response {
        var typed = SellingForm(try await form(request), words)
        guard let pass = pass(&typed) else {
            return try show(form(nil, PassID(Self.newThing), typed.fields), faults: typed.faults, visitor)
        }
        _ = try await shop().passes.insert(pass)
        return goOn(to: SellingPlace.passes.address)
    }

    func changePass(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, standing) = try await pass(visitor)
        var typed = SellingForm(try await form(request), words)
        guard standing != nil else { throw Refusal.notFound }
        guard let pass = pass(&typed) else { return try show(form(standing, id, typed.fields), faults: typed.faults, visitor) }
        try await shop().passes.change(id.rawValue) { $0 = pass }
        shopForgetsTerms()
        return goOn(to: SellingPlace.passes.address)
    }

    /// What opens what changed.
    private func shopForgetsTerms() { billing?.memory.forgetTerms() }
}
