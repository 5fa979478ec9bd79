import KinoraCatalogue
import KinoraKernel

/// A title in a row or a directory. Made by `CardPress`.
struct Card: Sendable {
    let address: String
    let title: String
    var meta: String
    /// HTML.
    let poster: String
    var progress: CardProgress?
    /// Nil for a season, and for the way back to an episode.
    var name: TitleName?
    /// Puts it on the viewer's list, or takes it off.
    var list: ListButton?
    /// Why it is recommended, in one sentence.
    var reason: String?
    /// The way that leads to it.
    var why: WhyThis?
}

extension Card {
    init(_ face: CardFace) {
        self.init(address: face.address, title: face.title, meta: face.meta, poster: face.poster, name: face.name)
    }

    /// A card that leads elsewhere than to the title's page.
    init(_ face: CardFace, to place: Place, meta: String, _ progress: CardProgress?, name: TitleName? = nil) {
        self.init(address: place.address, title: face.title, meta: meta, poster: face.poster, progress: progress, name: name)
    }
}

extension Description {
    /// Longer titles are cut, so that no page and no link is made of one title; in Unicode scalars.
    static let longestTitle = 300
    static let longestCertificate = 40

    /// The title on one line; a title of blanks alone gets a word that can be clicked.
    func shownTitle(_ words: Words) -> String {
        let line = title.onOneLine(atMost: Self.longestTitle)
        return line.allSatisfy(\.isWhitespace) ? words(.titleUnknown) : line
    }

    /// Nil where it would say the title again.
    var shownOriginalTitle: String? {
        originalTitle == title ? nil : originalTitle?.onOneLine(atMost: Self.longestTitle)
    }

    var shownCertificate: String? { certificate?.onOneLine(atMost: Self.longestCertificate) }
}
