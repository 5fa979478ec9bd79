import KinoraCatalogue
import KinoraKernel

/// The large picture at the head of a page, with the title set over it.
struct Banner: Sendable {
    let title: String
    /// Classes for colour, pattern and size of type.
    let classes: String
    let picture: Picture?
    /// The title as its film writes it.
    let lettering: Picture?
    let kicker: String?
    let tagline: String?
    /// Year, length, certificate and the like.
    let meta: [String]
    let plot: String?
    let play: Link?
    /// Its trailer, on the title's own page.
    var trailer: Link?
    let details: String?

    struct Link: Sendable {
        let address: String
        let label: String
    }

    init(
        _ description: Description, picture: Picture?, kicker: String? = nil, meta: [String?], play: Link?, details: Place? = nil,
        words: Words
    ) {
        title = description.shownTitle(words)
        classes = TypeSetting.classes(for: title)
        self.picture = Picture(description.backdrop, as: .banner) ?? picture
        lettering = Picture(description.logo, as: .lettering, alt: title)
        self.kicker = kicker
        tagline = description.tagline?.onOneLine(atMost: Description.longestTitle)
        self.meta = meta.compactMap(\.self)
        plot = description.plot
        self.play = play
        self.details = details?.address
    }
}
