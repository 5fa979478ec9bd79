import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Makes what is offered for a title into pictures for pages, wherever it can be had.
struct PictureMaker: Sendable {
    let descriptions: Descriptions
    let mill: PictureMill
    let fetcher: (any PictureFetcher)?

    /// - Parameter fetcher: nil where no provider is asked.
    init(_ descriptions: Descriptions, mill: PictureMill, fetcher: (any PictureFetcher)?) {
        self.descriptions = descriptions
        self.mill = mill
        self.fetcher = fetcher
    }

    /// - Parameter subject: whose sheet offers it.
    /// - Throws: `ArtworkTrouble`, `FileTrouble` and `Trouble`.
    func make(_ picture: WantedPicture, of subject: Subject) async throws -> Artwork {
        switch picture.source {
        case .file(let library, let path, _, _):
            let whole = FilePath(text: library).appending(FilePath(text: path))
            let bytes = try await BlockingWork.run { _ in try SmallFile.read(whole, atMost: ArtworkShelf.largest) }
            return try await mill.make(picture.kind, of: bytes)
        case .cover(let stream):
            guard case .source(let id) = subject, let source = try await Records<Source>(in: descriptions.store).read(id)?.value else {
                throw ArtworkTrouble.noPicture
            }
            let path = FilePath(text: source.library).appending(FilePath(text: source.path)).text
            _ = try await BlockingWork.run { _ in try FileStatus(FilePath(text: path), followingLinks: true) }
            return try await mill.make(picture.kind, ofCover: stream, in: path)
        case .address(let address):
            guard let fetcher else { throw ArtworkTrouble.later("no provider is asked any more") }
            return try await mill.make(picture.kind, of: try await fetcher.picture(at: address))
        case .frame, .upload, .moment:
            // These are made where they are chosen.
            throw ArtworkTrouble.noPicture
        }
    }

    /// Notes what became of a picture on the sheet that offers it, if it still does.
    func write(
        _ picture: WantedPicture, _ subject: Subject, _ origin: Origin, _ change: @Sendable (inout WantedPicture) -> Void
    ) async throws {
        try await descriptions.note(subject) { sheet in
            guard var facts = sheet[origin],
                let index = facts.pictures.firstIndex(where: { $0.kind == picture.kind && $0.source == picture.source })
            else { return }
            change(&facts.pictures[index])
            sheet[origin] = facts
        }
    }
}
