import KinoraDocuments
import KinoraKernel

package typealias PassID = Identifier<Pass>

/// A ticket for several titles: a season, a festival, a collection. Titles that are added later are open to those who hold it already.
package struct Pass: Record, Hashable {
    package static let schema = CollectionSchema("passes", indexes: [.lookup("isOffered")])

    /// Titles of one pass at most.
    package static let mostSubjects = 2000

    package var name: String
    package var prices: [Money]
    package var isTaxIncluded: Bool
    package var subjects: [SaleSubject]
    /// For so many days from the purchase on; nil for no such end.
    package var days: Int?
    /// Until this moment, whenever it was bought; nil for no such end.
    package var until: Moment?
    package var isOffered: Bool

    package init(
        name: String, prices: [Money], subjects: [SaleSubject], isTaxIncluded: Bool = true, days: Int? = nil, until: Moment? = nil
    ) {
        self.name = name
        self.prices = prices
        self.subjects = subjects
        self.isTaxIncluded = isTaxIncluded
        self.days = days
        self.until = until
        isOffered = true
    }
}
