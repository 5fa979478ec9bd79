import KinoraDocuments
import KinoraKernel

/// Terms that somebody agreed to, or could have; kept for as long as the books are. The document is called as the terms are.
package struct PublishedTerms: Record, Hashable {
    package static let schema = CollectionSchema("payment-terms", indexes: [.lookup("plan")])

    package var plan: PlanID
    package var terms: RecurringTerms
    /// What providers call them.
    package var names: [String: String]

    /// The same terms have the same name.
    init(_ plan: PlanID, _ terms: RecurringTerms) {
        self.plan = plan
        self.terms = terms
        names = [:]
        var parts = [
            plan.rawValue, terms.interval.description, terms.price.description, terms.setUpFee.description, terms.tax.percent, terms.title,
        ]
        parts += terms.phases.map { "\($0.times)/\($0.interval)/\($0.price)" }
        self.terms.reference = String(Digest(of: Array(parts.joined(separator: "|").utf8)).hex.prefix(26))
    }
}
