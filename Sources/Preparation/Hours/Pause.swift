import KinoraDocuments
import KinoraKernel

/// The owner's word that nothing is to be prepared, for every worker; it holds over restarts until it is taken back.
struct Pause: Record, Hashable {
    static let schema = CollectionSchema("pauses")
    /// There is one.
    static let name = "all"

    /// Nil when work may go on.
    var since: Moment?
}
