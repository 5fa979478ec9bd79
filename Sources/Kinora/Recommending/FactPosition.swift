import KinoraKernel

/// A place in the change feed of one store, for taking facts up again.
struct FactPosition: Sendable {
    /// What the store's feed calls it.
    var place: Int64
    /// When it was read.
    var at: Moment
    /// Tells stores apart, so that a place of one is not taken for one of another.
    var store: String
    /// Which titles were others for what was told up to here. Nil in a position that comes of a text, which holds only their digest.
    private(set) var former: FormerTitles?
    private let digest: Digest

    init(place: Int64, at: Moment, store: String, former: FormerTitles) {
        self.place = place
        self.at = at
        self.store = store
        self.former = former
        digest = former.digest
    }

    /// One line.
    var text: String { "\(place) \(at.milliseconds) \(store) \(digest.hex)" }

    /// Nil where the text is none of ours.
    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let place = Int64(parts[0]), place >= 0, let milliseconds = Int64(parts[1]),
            let digest = Digest(hex: String(parts[3]))
        else { return nil }
        (self.place, at, store) = (place, Moment(milliseconds: milliseconds), String(parts[2]))
        self.digest = digest
    }

    /// The same, knowing which titles were others there; nil where these are not they.
    func knowing(_ former: FormerTitles) -> FactPosition? {
        guard former.digest == digest else { return nil }
        var position = self
        position.former = former
        return position
    }
}

extension FactPosition: Hashable {
    static func == (left: FactPosition, right: FactPosition) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
