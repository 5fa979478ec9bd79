import KinoraBilling
import KinoraGate
import KinoraKernel

/// What somebody wants to order, as an address names it.
enum OrderWish: Hashable, Sendable {
    case plan(PlanID)
    case once(Wanted)

    /// Nil for what names nothing that could be ordered.
    init?(_ fields: FormFields) {
        if let plan = fields["plan"], Self.isName(plan) {
            self = .plan(PlanID(plan))
        } else if let subject = SaleSubject(typed: fields["rent"]) {
            self = .once(.rental(subject))
        } else if let subject = SaleSubject(typed: fields["buy"]) {
            self = .once(.purchase(subject))
        } else if let pass = fields["pass"], Self.isName(pass) {
            self = .once(.pass(PassID(pass)))
        } else if let pass = fields["gift-pass"], Self.isName(pass) {
            self = .once(.giftPass(PassID(pass)))
        } else if let plan = fields["gift-plan"], Self.isName(plan), let times = fields["times"].flatMap({ Int($0) }) {
            self = .once(.giftPlan(PlanID(plan), intervals: times))
        } else if let amount = fields["donate"].flatMap(SellingForm.amount) {
            self = .once(.donation(amount))
        } else {
            return nil
        }
    }

    /// The part of the address behind the question mark.
    var query: String {
        switch self {
        case .plan(let id): "plan=\(id)"
        case .once(.rental(let subject)): "rent=\(subject)"
        case .once(.purchase(let subject)): "buy=\(subject)"
        case .once(.pass(let id)): "pass=\(id)"
        case .once(.giftPass(let id)): "gift-pass=\(id)"
        case .once(.giftPlan(let id, let times)): "gift-plan=\(id)&times=\(times)"
        case .once(.donation(let amount)): "donate=\(amount.decimal)\(amount.currency.code)"
        }
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-z]{1,40}/) != nil }
}
