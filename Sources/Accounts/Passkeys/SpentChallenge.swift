import KinoraDocuments
import KinoraKernel

/// A question that was answered, rightly or wrongly, and is not taken again. Named by the question's digest; of no use once it would be too
/// old anyway.
struct SpentChallenge: Record, Hashable {
    static let schema = CollectionSchema("spent-challenges", indexes: [.lookup("endsAt")])

    var endsAt: Moment
}
