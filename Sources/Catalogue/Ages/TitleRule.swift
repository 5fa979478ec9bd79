import KinoraKernel

/// For whom a listed title is there, and when: what its document says about that, kept where asking the store would take too long. Whoever
/// shows a title asks `Shelves` all the same.
package struct TitleRule: Hashable, Sendable {
    private let minimumAge: Int?
    private let isUnrated: Bool
    private let availableFrom: Moment?
    private let availableUntil: Moment?

    /// Nil for one that is not listed.
    package init?(_ film: Film) {
        self.init(film, from: film.availableFrom, until: film.availableUntil)
    }

    /// Nil for one that is not listed. When its episodes can be played is theirs to say.
    package init?(_ series: Series) {
        self.init(series, from: nil, until: nil)
    }

    private init?(_ title: some Rated, from: Moment?, until: Moment?) {
        guard title.isListed else { return nil }
        minimumAge = title.minimumAge
        isUnrated = title.isUnrated
        availableFrom = from
        availableUntil = until
    }

    /// Whether an audience finds it and it can be played at a moment.
    package func isOpen(to audience: Audience, at now: Moment) -> Bool {
        if let availableFrom, now < availableFrom { return false }
        if let availableUntil, now >= availableUntil { return false }
        return minimumAge.map { audience.sees($0) } == true || (isUnrated && audience.sees(nil))
    }
}
