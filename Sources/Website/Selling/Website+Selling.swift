import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// The owner's pages about selling: everything that `kinora billing` does at the server.
extension Website {
    var sellingRoutes: [Route] {
        [
            at(.get, .overview, sellingOverview), at(.get, .rules, sellingRules), at(.post, .rules, setSellingRules),
            at(.get, .subscribers, subscribers), at(.post, .transfers, markTransferPaid),
            at(.get, .plans, plansBoard), at(.post, .plans, addPlan), at(.get, .plan, planForm), at(.post, .plan, changePlan),
            at(.get, .passes, passesBoard), at(.post, .passes, addPass), at(.get, .pass, passForm), at(.post, .pass, changePass),
            at(.get, .titles, sellingTitles), at(.get, .terms, termsForm), at(.post, .terms, setTerms),
            at(.get, .codes, codesBoard), at(.post, .codes, makeCodes), at(.post, .revoke, revokeCodes),
            at(.get, .favours, favoursBoard), at(.post, .favours, giveFavour), at(.post, .withdraw, withdrawFavour),
            at(.get, .payments, paymentsBoard), at(.get, .payment, paymentForm), at(.post, .payment, refundPayment),
            at(.post, .incident, settleIncident), at(.post, .reconcile, reconcile),
            at(.get, .member, sellingMember), at(.get, .cancelSubscription, houseCancelsForm),
            at(.post, .cancelSubscription, houseCancels), at(.post, .declaration, settleDeclaration),
            at(.get, .books, booksForm), at(.get, .ledger, ledgerTable), at(.get, .invoices, invoicesTable),
            at(.get, .holders, holdersTable),
        ]
    }

    private func at(_ method: HTTPRequest.Method, _ pattern: SellingPlace.Pattern, _ handler: @escaping Route.Handler) -> Route {
        Route(method, pattern.rawValue, for: .right(.runHouse), Self.keptPrivate(handler))
    }

    /// What is sold and the books, whether the house sells at present or not.
    /// - Throws: `Refusal.notFound` where there is nothing to sell with.
    func shop() throws -> Billing {
        guard let billing else { throw Refusal.notFound }
        return billing
    }

    func show(_ board: SellingBoard, _ visitor: Visitor, status: HTTPResponse.Status = .ok) throws -> Response {
        try pages.response("selling/board", board, title: board.heading, section: .dashboard, for: visitor, status: status)
    }

    /// - Parameter faults: what could not be understood of what was typed.
    func show(_ form: FormPage, faults: [String], _ visitor: Visitor, status: HTTPResponse.Status? = nil) throws -> Response {
        var form = form
        form.faults = faults
        if form.links.isEmpty { form.links = [.init(label: words(.selling), address: SellingPlace.overview.address)] }
        return try show(form, visitor, status: status ?? (faults.isEmpty ? .ok : .badRequest), section: .dashboard)
    }

    func sellingBoard(_ heading: Phrase, back: SellingPlace = .overview, _ label: Phrase = .selling) -> SellingBoard {
        SellingBoard(words(heading), back: back.address, words(label))
    }

    /// A table that the browser keeps as a file.
    static func table(_ text: String, named name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\""],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// What a member is called here; an account that is gone leads to nobody.
    func payer(_ member: String) async throws -> String {
        guard let known = try await accounts.members.read(MemberID(member)) else { return words(.sellingNobody) }
        return known.value.email.map { "\(known.value.name) · \($0)" } ?? known.value.name
    }
}
