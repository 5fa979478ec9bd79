import KinoraCatalogue
import KinoraPreparation

/// The pictures that a title could have, by what they are for, with the ways to choose another.
struct PicturesPage: Sendable {
    let heading: String
    let back: String
    let action: String
    let upload: String
    let faults: [String]
    let groups: [Group]
    /// Where a moment of the film can be chosen.
    let moment: MomentForm?
    /// Whether some of what is offered was not fetched yet.
    let canFetch: Bool

    struct Group: Sendable {
        let kind: String
        let label: String
        let lines: [Line]
        let isEmpty: Bool
        /// Whether the owner chose one of them.
        let isOwners: Bool
        /// What the button says, and to somebody who cannot see what stands around it.
        let automaticSpoken: String
        let sendSpoken: String
        let sendHint: String
    }

    struct Line: Sendable {
        /// Nil until it was fetched, or where it cannot be used.
        let picture: Picture?
        let origin: String
        /// What there is to say of it: that it is shown, or why it cannot be.
        let state: String?
        /// The name by which it is chosen; nil where it is shown already, or cannot be used.
        let choice: String?
        let spoken: String
    }

    struct MomentForm: Sendable {
        let hint: String
        let value: String
    }

    /// - Parameter typed: the moment that was asked for and cannot be had.
    init(_ subject: Subject, named title: String, _ wall: PictureStudio.Wall, faults: [String], typed: String?, back: Place, _ words: Words)
    {
        heading = words(.picturesOf, title)
        self.back = back.address
        action = Place.pictures(subject).address
        upload = Place.pictureUpload(subject).address
        self.faults = faults
        groups = PictureStudio.kinds(of: subject).map { kind in
            Self.group(kind, Self.label(kind, of: subject, words), wall.offers(kind), words)
        }
        moment = wall.length.map { length in
            MomentForm(hint: words(.pictureMomentHint, FilmMoment.text(length)), value: typed ?? "")
        }
        canFetch = wall.offers.contains { $0.artwork == nil && $0.trouble == nil }
    }

    private static func group(_ kind: PictureKind, _ label: String, _ offers: [PictureStudio.Offer], _ words: Words) -> Group {
        let lines = offers.map { offer in
            let origin = words(.editFrom, words(EditPage.phrase(offer.origin)))
            let isUsable = offer.trouble == nil && !(offer.isShown && offer.isOwners)
            let state: Phrase? =
                if offer.trouble != nil {
                    .pictureUnusable
                } else if offer.isOwners {
                    .pictureYours
                } else if offer.isShown {
                    .pictureShown
                } else {
                    offer.artwork == nil ? .pictureNotYet : nil
                }
            return Line(
                picture: Picture(offer.artwork, as: place(kind), alt: "\(label), \(origin)"), origin: origin,
                state: state.map { words($0) },
                choice: isUsable ? offer.name : nil, spoken: words(.pictureUseSpoken, label, origin))
        }
        return Group(
            kind: kind.rawValue, label: label, lines: lines, isEmpty: lines.isEmpty, isOwners: offers.contains(where: \.isOwners),
            automaticSpoken: words(.pictureAutomaticSpoken, label), sendSpoken: words(.pictureSend, label),
            sendHint: words(.pictureSendHint, String(ArtworkShelf.largest >> 20)))
    }

    private static func place(_ kind: PictureKind) -> PicturePlace {
        switch kind {
        case .poster: .card
        case .backdrop: .still
        case .logo: .lettering
        }
    }

    private static func label(_ kind: PictureKind, of subject: Subject, _ words: Words) -> String {
        switch (kind, subject) {
        case (.poster, _): words(.picturePoster)
        case (.backdrop, .episode): words(.pictureStill)
        case (.backdrop, _): words(.pictureBackdrop)
        case (.logo, _): words(.pictureLogo)
        }
    }
}
