import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Coupons, and codes for gifts and for the press.
extension Website {
    private static let mostBatches = 100

    func codesBoard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if FormFields(request.uri.query)["new"] == "yes" { return try show(try await form(nil), faults: [], visitor) }
        let billing = try shop()
        var lines: [SellingBoard.Line] = []
        for batch in try await billing.vouchers.made(atMost: Self.mostBatches) {
            let uses = try await billing.vouchers.uses(of: VoucherBatchID(batch.id))
            let opens = try await batch.value.scope.mapAsync { try await self.name(of: $0) }
            let less = batch.value.purpose == .coupon ? words.discount(batch.value) : nil
            lines.append(
                .init(
                    label: "\(words.purpose(batch.value.purpose)): \(batch.value.note)",
                    detail: [opens, less, words(.sellingUsed, String(uses)), batch.value.isRevoked ? words(.sellingRevoked) : nil]
                        .compactMap(\.self).joined(separator: " · "), link: nil,
                    deeds: batch.value.isRevoked
                        ? [] : [.init(action: SellingPlace.revoke(VoucherBatchID(batch.id)).address, button: words(.sellingRevoke))]))
        }
        var board = sellingBoard(.sellingCodes)
        board.sections = [
            .init(
                words(.sellingCodes), intro: words(.sellingCodesLead), empty: words(.sellingNoCodes), lines,
                further: [.init(label: words(.sellingNewCodes), address: SellingPlace.codes.address + "?new=yes")])
        ]
        return try show(board, visitor)
    }

    /// What a scope is called.
    func name(of scope: Scope) async throws -> String {
        let billing = try shop()
        switch scope {
        case .everything: return words(.sellingEverything)
        case .plan(let id): return try await billing.plans.read(id.rawValue)?.value.name ?? scope.rawValue
        case .pass(let id): return try await billing.passes.read(id.rawValue)?.value.name ?? scope.rawValue
        case .title(let subject): return try await CatalogueNames(store: billing.store).name(of: subject)
        }
    }

    /// What can be opened, to choose from; a single title is named in a field beside it.
    func scopes(_ label: Phrase, chosen: String?, first: (String, Phrase)) async throws -> FormPage.Choice {
        let billing = try shop()
        var options: [(String, String)] = [(first.0, words(first.1))]
        for plan in try await billing.plans.find(Query(sort: [.ascending("place")], limit: 100)) {
            options.append((Scope.plan(PlanID(plan.id)).rawValue, plan.value.name))
        }
        for pass in try await billing.passes.find(Query(limit: 100)) {
            options.append((Scope.pass(PassID(pass.id)).rawValue, pass.value.name))
        }
        return .init(
            name: "scope", label: words(label), options: options.map { .init(value: $0.0, label: $0.1, isChosen: $0.0 == chosen) })
    }

    private func form(_ typed: FormFields?) async throws -> FormPage {
        func value(_ name: String, _ standing: String = "") -> String { typed == nil ? standing : typed?[name] ?? "" }
        let purpose = typed?["purpose"] ?? VoucherBatch.Purpose.coupon.rawValue
        return FormPage(
            heading: words(.sellingNewCodes), lead: words(.sellingNewCodesLead), action: SellingPlace.codes.address,
            fields: [
                .text("note", words(.sellingNote), value: value("note"), limit: 120),
                .text("word", words(.sellingWord), value: value("word"), limit: 40).hinted(words(.sellingWordHint)).optional(),
                .text("count", words(.sellingCount), value: value("count", "1"), limit: 5),
                .text("uses", words(.sellingUses), value: value("uses", "1"), limit: 6),
                .text("percent", words(.sellingPercent), value: value("percent"), limit: 8).optional(),
                .text("off", words(.sellingOff), value: value("off"), limit: 400).hinted(words(.sellingPricesHint)).optional(),
                .text("payments", words(.sellingPaymentsOff), value: value("payments", "1"), limit: 3),
                .text("title", words(.sellingOneTitle), value: value("title"), limit: 120).hinted(words(.sellingSubjectsHint)).optional(),
                .text("days", words(.sellingDays), value: value("days"), limit: 4).optional(),
                .text("from", words(.sellingFrom), value: value("from"), limit: 10).hinted(words(.sellingDayHint)).optional(),
                .text("until", words(.sellingUntil), value: value("until"), limit: 10).hinted(words(.sellingDayHint)).optional(),
            ],
            choices: [
                .init(
                    name: "purpose", label: words(.sellingPurpose),
                    options: VoucherBatch.Purpose.allCases.map {
                        .init(value: $0.rawValue, label: words.purpose($0), isChosen: $0.rawValue == purpose)
                    }), try await scopes(.sellingScope, chosen: typed?["scope"], first: (Scope.everything.rawValue, .sellingEverything)),
            ],
            checks: [.init(name: "once", label: words(.sellingOnce), isOn: typed.map { $0["once"] == "yes" } ?? true)],
            button: words(.sellingMake), links: [.init(label: words(.sellingCodes), address: SellingPlace.codes.address)])
    }

    /// The scope that a form chose: a title that was named counts before the choice. Nil for what is none.
    func scope(_ form: inout SellingForm) -> Scope? {
        let title = form.text("title")
        if !title.isEmpty {
            guard let subjects = Self.subjects(title), subjects.count == 1 else {
                form.refuse(.sellingOneTitle)
                return nil
            }
            return .title(subjects[0])
        }
        return form.fields["scope"].flatMap { Scope(rawValue: $0) }
    }

    private func batch(_ form: inout SellingForm) -> VoucherBatch? {
        guard let purpose = form.fields["purpose"].flatMap(VoucherBatch.Purpose.init(rawValue:)), let scope = scope(&form) else {
            return nil
        }
        let percent = form.percent("percent", .sellingPercent)
        let off = form.amounts("off", .sellingOff)
        let note = form.needed("note", .sellingNote)
        var batch = VoucherBatch(
            purpose, note: note, scope: purpose == .coupon ? nil : scope, days: form.number("days", .sellingDays, 1...3660),
            percent: purpose == .coupon ? percent?.millionths : nil, off: purpose == .coupon ? off : [])
        if purpose == .coupon {
            if (percent == nil) == off.isEmpty { form.refuse(.sellingPercent) }
            batch.goodFor = scope == .everything ? [] : [scope]
        }
        batch.payments = form.number("payments", .sellingPaymentsOff, 1...120) ?? 1
        (batch.validFrom, batch.validUntil) = (form.day("from", .sellingFrom), form.lastDay("until", .sellingUntil))
        batch.isOncePerMember = form.isOn("once")
        return form.faults.isEmpty ? batch : nil
    }

    /// Codes that were made are kept nowhere: the answer is the table itself, to be kept as a file.
    func makeCodes(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        var form = SellingForm(try await form(request), words)
        let batch = batch(&form)
        let count = form.number("count", .sellingCount, 1...VoucherBatch.mostCodes) ?? 1
        let uses = form.number("uses", .sellingUses, 1...Voucher.mostUses) ?? 1
        guard let batch, form.faults.isEmpty else {
            if form.faults.isEmpty { form.refuse(.sellingScope) }
            return try show(try await self.form(form.fields), faults: form.faults, visitor)
        }
        let word = form.text("word")
        guard !word.isEmpty else {
            let made = try await billing.vouchers.make(batch, count: count, uses: uses)
            return Self.table(BooksExport.codes(made.codes), named: "codes-\(made.id).csv")
        }
        do {
            _ = try await billing.vouchers.make(batch, word: word, uses: uses)
        } catch is VoucherRefusal {
            return try show(try await self.form(form.fields), faults: [words(.sellingFault, words(.sellingWord))], visitor)
        } catch StoreError.exists {
            return try show(try await self.form(form.fields), faults: [words(.sellingWordTaken)], visitor)
        }
        return goOn(to: SellingPlace.codes.address)
    }

    func revokeCodes(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let id = VoucherBatchID(try visitor.parameters.require("batch"))
        do {
            try await shop().vouchers.revoke(id)
        } catch StoreError.missing {
            throw Refusal.notFound
        }
        return goOn(to: SellingPlace.codes.address)
    }
}
