import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Logging

/// Makes the pictures that pages show, of what is offered for the titles: the best that can be used, and a picture of the film itself
/// where there is nothing else.
package struct PictureErrand: Sendable {
    private let descriptions: Descriptions
    private let mill: PictureMill
    private let maker: PictureMaker
    private let chooser: FrameChooser
    private let shelf: PackageShelf
    private let time: any TimeSource
    private let log: Logger
    private let revivals = Revivals()

    /// - Parameters:
    ///   - packages: the folder of published packages.
    ///   - fetcher: nil where no provider is asked.
    package init(
        _ descriptions: Descriptions, mill: PictureMill, encoder: any Encoder, packages: String, fetcher: (any PictureFetcher)?,
        time: any TimeSource, log: Logger
    ) {
        self.descriptions = descriptions
        self.mill = mill
        chooser = FrameChooser(encoder: encoder)
        shelf = PackageShelf(folder: packages)
        maker = PictureMaker(descriptions, mill: mill, fetcher: fetcher)
        self.time = time
        self.log = log
    }

    /// How many sheets are dealt with before other errands have their turn.
    private static let mostAtOnce = 10

    /// - Returns: whether there was anything to do.
    package func run() async throws -> Bool {
        if revivals.isDue(time.now) { try await revive() }
        let waiting = try await descriptions.sheets.find(Query(.equal("waitsFor", .string("pictures")), limit: Self.mostAtOnce))
        for sheet in waiting {
            try Task.checkCancellation()
            try await make(sheet.value.subject)
        }
        return !waiting.isEmpty
    }

    /// What could not be had is tried again.
    private func revive() async throws {
        let later = try await descriptions.sheets.find(Query(.equal("waitsFor", .string("picturesLater")), limit: Query.mostPerPage))
        for sheet in later {
            try await descriptions.note(sheet.value.subject) { sheet in
                sheet.waitsFor.removeAll { $0 == .picturesLater }
                sheet.wait(for: .pictures)
            }
        }
    }

    // MARK: - One title

    private func make(_ subject: Subject) async throws {
        let title = try await Illustrated(subject, descriptions)
        var isLater = false
        for kind in PictureKind.allCases {
            isLater = try await make(kind, for: title) || isLater
        }
        let isUnfinished = isLater
        try await descriptions.note(subject) { sheet in
            sheet.waitsFor.removeAll { $0 == .pictures || $0 == .picturesLater }
            if isUnfinished { sheet.wait(for: .picturesLater) }
        }
        try await descriptions.compose(around: subject)
    }

    /// - Returns: whether one could not be had now, and may be later.
    private func make(_ kind: PictureKind, for title: Illustrated) async throws -> Bool {
        var isLater = false
        for (subject, origin, picture) in title.pictures(kind) {
            if picture.artwork != nil { return isLater }
            guard picture.trouble == nil else { continue }
            do {
                let artwork = try await maker.make(picture, of: subject)
                try await maker.write(picture, subject, origin) { $0.artwork = artwork }
                return isLater
            } catch ArtworkTrouble.later(let reason) {
                log.debug("A picture is tried again later: \(reason.onOneLine())")
                isLater = true
            } catch let trouble as ArtworkTrouble {
                log.warning("A picture cannot be used, \(Self.name(picture)): \(trouble.sentence.onOneLine())")
                try await maker.write(picture, subject, origin) { $0.trouble = trouble.sentence }
            } catch FileTrouble.notThere {
                // Its disk may be away; a scan that misses it takes it out of the offers.
                isLater = true
            } catch let trouble as FileTrouble {
                try await maker.write(picture, subject, origin) { $0.trouble = trouble.sentence }
            } catch let trouble as Trouble where trouble.isWorthRetrying {
                log.warning("A picture is tried again later: \(trouble.sentence)")
                isLater = true
            }
        }
        guard kind == .backdrop, let playable = title.playable else { return isLater }
        do {
            try await makeFrame(playable)
        } catch let trouble as Trouble where trouble.isWorthRetrying {
            // A computer that is too busy says nothing about the film.
            log.warning("A picture of a film is tried again later: \(trouble.sentence)")
            isLater = true
        }
        return isLater
    }

    private static func name(_ picture: WantedPicture) -> String {
        switch picture.source {
        case .file(_, let path, _, _): path.onOneLine()
        case .cover: "a cover inside a video"
        case .address: "a provider's"
        case .frame, .moment: "of a film"
        case .upload: "the owner's"
        }
    }

    // MARK: - A picture of the film itself

    private func makeFrame(_ playable: Playable) async throws {
        let subject = Subject.source(playable.source)
        let mark = PictureSource.frame(package: playable.package.rawValue)
        if try await descriptions.sheet(of: subject)?[.frame]?.pictures.first?.source == mark { return }
        var picture = WantedPicture(.backdrop, mark)
        do {
            picture.artwork = try await frame(playable)
            if picture.artwork == nil { picture.trouble = "There is nothing to see in the pictures that were looked at." }
        } catch let trouble as ArtworkTrouble {
            picture.trouble = trouble.sentence
        } catch let problem as PackageProblem {
            picture.trouble = problem.sentence
        }
        try await descriptions.note(subject) { [picture] sheet in
            var facts = Facts()
            facts.pictures = [picture]
            sheet[.frame] = facts
        }
    }

    private func frame(_ playable: Playable) async throws -> Artwork? {
        guard let contents = try await shelf.contents(of: playable.package), let best = contents.video.first,
            let file = try await shelf.file(best.path, of: playable.package)
        else { return nil }
        let smallest = ThumbnailMaker.smallest(contents.video)?.path ?? best.path
        let small = try await shelf.file(smallest, of: playable.package)
        return try await mill.inWorkFolder { folder in
            let input = try await chooser.choose(
                from: file.absolutePath, orSmaller: small?.absolutePath, width: best.width, height: best.height,
                duration: Double(contents.duration) / 1000, in: folder)
            guard let input else { return nil }
            return try await mill.make(.backdrop, of: input)
        }
    }
}
