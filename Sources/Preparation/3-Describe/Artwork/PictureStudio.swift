import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Where the owner sees which pictures a title could have, and chooses one of them, another moment of the film, or a picture of their own.
///
/// What the owner chose is written on the title's own sheet, as the owner's words are: it comes before everybody else's, and a file that is
/// scanned again, renamed or prepared anew changes nothing about it. It is made here and now, so the owner hears at once what is wrong with
/// it, and until it is made nothing is changed.
package struct PictureStudio: Sendable {
    /// A picture that a title could have.
    package struct Offer: Hashable, Sendable {
        /// The same as long as it is offered.
        package let name: String
        package let kind: PictureKind
        package let origin: Origin
        /// Nil until it was fetched.
        package let artwork: Artwork?
        /// Why it cannot be used.
        package let trouble: String?
        /// The owner chose it.
        package let isOwners: Bool
        /// It is what pages show.
        package let isShown: Bool
        let subject: Subject
        let picture: WantedPicture
    }

    /// What stands in a title's frame.
    package struct Wall: Sendable {
        package var offers: [Offer]
        /// How long the film is in milliseconds, if a moment of it can be chosen.
        package var length: Int64?

        package func offers(_ kind: PictureKind) -> [Offer] { offers.filter { $0.kind == kind } }
    }

    private let descriptions: Descriptions
    private let editor: CatalogueEditor
    private let maker: PictureMaker
    private let shelf: PackageShelf

    /// - Parameters:
    ///   - packages: the folder of published packages.
    ///   - fetcher: nil where no provider is asked.
    package init(_ descriptions: Descriptions, mill: PictureMill, packages: String, fetcher: (any PictureFetcher)?) {
        self.descriptions = descriptions
        editor = descriptions.editor
        maker = PictureMaker(descriptions, mill: mill, fetcher: fetcher)
        shelf = PackageShelf(folder: packages)
    }

    /// What kinds of pictures pages show of a title.
    package static func kinds(of subject: Subject) -> [PictureKind] {
        switch subject {
        case .film, .series: [.poster, .backdrop, .logo]
        case .season: [.poster]
        case .episode: [.backdrop]
        case .source: []
        }
    }

    /// Pictures of one kind that are looked at.
    private static let mostOffers = 30
    /// How many are fetched for one press of a button.
    private static let mostAtOnce = 6

    // MARK: - Looking

    package func wall(of subject: Subject) async throws -> Wall {
        let title = try await Illustrated(subject, descriptions)
        let offers = Self.kinds(of: subject).flatMap { self.offers(title, $0, of: subject) }
        return Wall(offers: offers, length: Self.kinds(of: subject).contains(.backdrop) ? title.playable?.duration : nil)
    }

    /// The owner's choice stands in the place of the offer that it was made of.
    private func offers(_ title: Illustrated, _ kind: PictureKind, of subject: Subject) -> [Offer] {
        let all = title.offers(kind)
        let own = all.first { $0.origin == .owner && $0.subject == subject }?.picture
        let shown = all.lazy.compactMap(\.picture.artwork).first
        func isOwn(_ picture: WantedPicture) -> Bool {
            guard let own, own.source == picture.source else { return false }
            return picture.artwork == nil || picture.artwork == own.artwork
        }
        let isOffered = all.contains { $0.origin != .owner && isOwn($0.picture) }
        return all.filter { $0.origin != .owner || !isOffered }.prefix(Self.mostOffers).map { offered in
            let isOwners = isOwn(offered.picture)
            let artwork = offered.picture.artwork ?? (isOwners ? own?.artwork : nil)
            return Offer(
                name: Self.name(offered.subject, offered.origin, offered.picture), kind: kind, origin: offered.origin, artwork: artwork,
                trouble: offered.picture.trouble, isOwners: isOwners, isShown: artwork != nil && artwork == shown,
                subject: offered.subject, picture: offered.picture)
        }
    }

    private static func name(_ subject: Subject, _ origin: Origin, _ picture: WantedPicture) -> String {
        let parts = [subject.name, origin.rawValue, picture.kind.rawValue, String(describing: picture.source)]
        return String(Digest(of: Array(parts.joined(separator: "\n").utf8)).hex.prefix(24))
    }

    /// Makes those that were not made yet, because better ones were there, so that they can be looked at. A few at once.
    package func fetch(for subject: Subject) async throws {
        for offer in try await wall(of: subject).offers.filter({ $0.artwork == nil && $0.trouble == nil }).prefix(Self.mostAtOnce) {
            do {
                let artwork = try await maker.make(offer.picture, of: offer.subject)
                try await maker.write(offer.picture, offer.subject, offer.origin) { $0.artwork = artwork }
            } catch let trouble as ArtworkTrouble {
                if case .later = trouble { continue }
                if case .cannotKeep = trouble { throw trouble }
                try await maker.write(offer.picture, offer.subject, offer.origin) { $0.trouble = trouble.sentence }
            } catch is FileTrouble {
                // Its disk may be away.
                continue
            }
        }
    }

    // MARK: - Choosing

    /// - Throws: `ArtworkTrouble`, `FileTrouble`, `Trouble`; `CorrectionTrouble` for what is not offered any more.
    package func choose(_ name: String, for subject: Subject) async throws {
        guard let offer = try await wall(of: subject).offers.first(where: { $0.name == name }) else {
            throw CorrectionTrouble.unknownPicture
        }
        var picture = WantedPicture(offer.kind, offer.picture.source)
        if let known = offer.artwork {
            picture.artwork = known
        } else {
            picture.artwork = try await maker.make(offer.picture, of: offer.subject)
        }
        try await keep(picture, for: subject)
    }

    /// Takes a picture that the owner sends.
    /// - Throws: as `choose`.
    package func take(_ bytes: [UInt8], as kind: PictureKind, for subject: Subject) async throws {
        guard Self.kinds(of: subject).contains(kind) else { throw CorrectionTrouble.unknownPicture }
        var picture = WantedPicture(kind, .upload(Digest(of: bytes).hex))
        picture.artwork = try await maker.mill.make(kind, of: bytes)
        try await keep(picture, for: subject)
    }

    /// Takes what the film shows at a moment, in milliseconds.
    /// - Throws: as `choose`; `CorrectionTrouble.noSuchMoment` where the film is not so long or cannot be played.
    package func take(moment: Int64, for subject: Subject) async throws {
        let title = try await Illustrated(subject, descriptions)
        guard Self.kinds(of: subject).contains(.backdrop), let playable = title.playable, moment >= 0, moment < playable.duration,
            let contents = try await shelf.contents(of: playable.package), let best = contents.video.first,
            let file = try await shelf.file(best.path, of: playable.package)
        else { throw CorrectionTrouble.noSuchMoment }
        let input = PictureInput(
            arguments: EncodeCommand.exactFrameInput(file.absolutePath, at: Double(moment) / 1000), filters: [], width: best.width,
            height: best.height)
        var picture = WantedPicture(.backdrop, .moment(source: playable.source, at: moment))
        picture.artwork = try await maker.mill.make(.backdrop, of: input)
        try await keep(picture, for: subject)
    }

    /// Takes the owner's choice back.
    package func automatic(_ kind: PictureKind, for subject: Subject) async throws {
        try await keep(nil, kind, for: subject)
    }

    private func keep(_ picture: WantedPicture, for subject: Subject) async throws {
        try await keep(picture, picture.kind, for: subject)
    }

    private func keep(_ picture: WantedPicture?, _ kind: PictureKind, for subject: Subject) async throws {
        try await descriptions.note(subject) { sheet in
            var facts = sheet[.owner] ?? Facts()
            facts.pictures.removeAll { $0.kind == kind }
            if let picture { facts.pictures.append(picture) } else { sheet.wait(for: .pictures) }
            sheet[.owner] = facts
        }
        try await descriptions.compose(around: subject)
        try await editor.reconcile()
    }
}
