import KinoraKernel

/// A place in the change feed of one store, for taking facts up again.
struct FactPosition: Hashable, Sendable {
    /// What the store's feed calls it.
    var place: Int64
    /// When it was read.
    var at: Moment
    /// Tells stores apart, so that a place of one is not taken for one of another.
    var store: String

    init(place: Int64, at: Moment, store: String) {
        self.place = place
        self.at = at
        self.store = store
    }

    /// One line.
    var text: String { "\(place) \(at.milliseconds) \(store)" }

    /// Nil where the text is none of ours.
    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let place = Int64(parts[0]), place >= 0, let milliseconds = Int64(parts[1]) else { return nil }
        self.init(place: place, at: Moment(milliseconds: milliseconds), store: String(parts[2]))
    }
}
