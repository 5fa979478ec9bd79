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
        } else if let subject = fields["rent"], Self.isSubject(subject) {
            self = .once(.rental(SaleSubject(rawValue: subject)))
        } else if let subject = fields["buy"], Self.isSubject(subject) {
            self = .once(.purchase(SaleSubject(rawValue: subject)))
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
        case .once: ""
        }
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-z]{1,40}/) != nil }

    private static func isSubject(_ text: String) -> Bool {
        text.wholeMatch(of: /(film|episode|series)\/[0-9a-z]{1,40}|season\/[0-9a-z]{1,40}\/[0-9]{1,6}/) != nil
    }
}
