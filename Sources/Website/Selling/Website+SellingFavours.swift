import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What is open to somebody without being paid: given by the owner, by a code, or as a trial.
extension Website {
    private static let mostGiven = 200

    func favoursBoard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if FormFields(request.uri.query)["new"] == "yes" { return try show(try await favourForm(nil), faults: [], visitor) }
        let billing = try shop()
        let entries = try await billing.ledger.latest([.given, .withdrawn], atMost: Self.mostGiven)
        let withdrawn = Set(entries.filter { $0.kind == .withdrawn }.compactMap(\.target))
        var lines: [SellingBoard.Line] = []
        for entry in entries where entry.kind == .given {
            guard let access = entry.access else { continue }
            let until = access.until.map { words(.paidUntil, words.day($0)) } ?? words(.sellingNoEnd)
            let isOver = withdrawn.contains(entry.key) || access.until.map { $0 <= billing.time.now } == true
            lines.append(
                .init(
                    label: try await payer(entry.member),
                    detail: [
                        try await name(of: access.scope), withdrawn.contains(entry.key) ? words(.sellingWithdrawn) : until, entry.note,
                    ]
                    .compactMap(\.self).joined(separator: " · "), link: nil,
                    deeds: isOver ? [] : [withdrawing(entry)]))
        }
        var board = sellingBoard(.sellingFavours)
        board.sections = [
            .init(
                words(.sellingFavours), intro: words(.sellingFavoursLead), empty: words(.sellingNoFavours), lines,
                further: [.init(label: words(.sellingNewFavour), address: SellingPlace.favours.address + "?new=yes")])
        ]
        return try show(board, visitor)
    }

    func withdrawing(_ given: LedgerEntry) -> SellingBoard.Deed {
        .init(
            action: "\(SellingPlace.Pattern.withdraw.rawValue)?entry=\(SellingPlace.encode(given.key))", button: words(.sellingWithdraw))
    }

    /// That somebody keeps a gift whose money went back, or is quarrelled over.
    func said(ofGift given: LedgerEntry) async throws -> String {
        let until = given.access?.until.map { words(.paidUntil, words.day($0)) } ?? words(.sellingNoEnd)
        return words(.sellingGiftStands, try await payer(given.member), until)
    }

    private func favourForm(_ typed: FormFields?, token: String = Identifier<LedgerEntry>.make().rawValue) async throws -> FormPage {
        FormPage(
            heading: words(.sellingNewFavour), lead: words(.sellingNewFavourLead), action: "\(SellingPlace.favours.address)?token=\(token)",
            fields: [
                .text("member", words(.mailAddress), value: typed?["member"] ?? "", limit: MailAddress.longest),
                .text("title", words(.sellingOneTitle), value: typed?["title"] ?? "", limit: 120).hinted(words(.sellingSubjectsHint))
                    .optional(),
                .text("days", words(.sellingDays), value: typed?["days"] ?? "", limit: 4).optional(),
                .text("note", words(.sellingNote), value: typed?["note"] ?? "", limit: 120).optional(),
            ], choices: [try await scopes(.sellingScope, chosen: typed?["scope"], first: (Scope.everything.rawValue, .sellingEverything))],
            button: words(.sellingGive), links: [.init(label: words(.sellingFavours), address: SellingPlace.favours.address)])
    }

    /// A name that a form was given when it was shown: whoever sends it twice means it once.
    static func token(_ request: Request) throws -> String {
        guard let token = FormFields(request.uri.query)["token"], token.wholeMatch(of: /[0-9a-z]{26}/) != nil else {
            throw Refusal.badRequest
        }
        return token
    }

    func giveFavour(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let token = try Self.token(request)
        var form = SellingForm(try await form(request), words)
        let scope = scope(&form)
        let days = form.number("days", .sellingDays, 1...36_600)
        let member = try await MailAddress(form.fields["member"]).mapAsync { try await accounts.members.with($0) } ?? nil
        if member == nil { form.refuse(.mailAddress) }
        if scope == nil, form.faults.isEmpty { form.refuse(.sellingScope) }
        guard let member, let scope, form.faults.isEmpty else {
            return try show(try await favourForm(form.fields, token: token), faults: form.faults, visitor)
        }
        let note = form.text("note", atMost: 120)
        try await billing.favours.give(
            scope, to: member.id, until: days.map { billing.time.now + .seconds($0 * 86_400) }, token: token,
            note: note.isEmpty ? words(.sellingFavours) : note)
        return goOn(to: SellingPlace.favours.address)
    }

    func withdrawFavour(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        guard let entry = FormFields(request.uri.query)["entry"] else { throw Refusal.badRequest }
        do {
            try await shop().favours.withdraw(entry)
        } catch is BillingRefusal {
            throw Refusal.notFound
        }
        return goOn(to: SellingPlace.favours.address)
    }
}
