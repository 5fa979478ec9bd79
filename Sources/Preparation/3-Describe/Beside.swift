import KinoraCatalogue

/// Which files beside a video are about it, its season or its series. Blocking.
enum Beside {
    /// - Parameter home: the folder of the title, where the parts of a film lie in folders of their own.
    static func film(_ video: FilePath, in library: Library, _ listing: FolderListing?, home: FolderListing? = nil) -> Findings {
        var found = Findings(in: library)
        find(&found, Companions.stem(of: video.name), in: library, listing, posters: [.primary], general: true)
        if let home { find(&found, home.folder.name, in: library, home, posters: [.primary], general: true) }
        return found
    }

    static func episode(_ video: FilePath, in library: Library, _ listing: FolderListing?) -> Findings {
        var found = Findings(in: library)
        find(&found, Companions.stem(of: video.name), in: library, listing, posters: [.thumb, .primary], general: false)
        return found
    }

    /// - Parameters:
    ///   - stem: the video's name without its ending.
    ///   - general: whether files without the video's name may be its own; never so where several films share a folder.
    private static func find(
        _ found: inout Findings, _ stem: [UInt8], in library: Library, _ listing: FolderListing?, posters: [Understanding.Picture],
        general: Bool
    ) {
        guard let listing else { return }
        let stems = [stem] + [listing.whole(of: stem)].compactMap { $0 }
        let names = stems.map { String(decoding: $0, as: UTF8.self) }
        let isAlone = general && !listing.isShared
        found.readNFO(names.map { listing.path(of: $0 + ".nfo") } + (isAlone ? [listing.path(of: "movie.nfo")] : []))
        let own = names.flatMap { [listing.path(of: $0 + ".json"), listing.path(of: $0 + ".info.json")] }
        found.readSidecar(own + (isAlone ? [listing.path(of: "movie.json")] : []))
        // An episode's picture is wide: a still, not a poster.
        let (upright, wide): ([Understanding.Picture], [Understanding.Picture]) =
            general ? (posters, [.backdrop]) : ([], posters + [.backdrop])
        func pictures(_ kinds: [Understanding.Picture]) -> [FilePath] {
            // General names once, behind those of the video.
            stems.dropLast().flatMap { listing.pictures(kinds, stem: $0, general: false) }
                + listing.pictures(kinds, stem: stems.last, general: isAlone)
        }
        found.offer(.poster, pictures(upright))
        found.offer(.backdrop, pictures(wide) + fanart(listing, library, isAlone))
        found.offer(.logo, pictures([.logo]))
    }

    /// What lies in `extrafanart/`.
    private static func fanart(_ listing: FolderListing, _ library: Library, _ isAlone: Bool) -> [FilePath] {
        guard isAlone, let folder = listing.path(of: "extrafanart") else { return [] }
        do {
            return try Folder.names(in: library.folder.appending(folder)).filter { FileEnding.known(of: $0)?.kind == .picture }.map {
                folder.appending($0)
            }
        } catch {
            return []
        }
    }

    static func series(_ folder: FilePath?, in library: Library, _ reader: NameReader) -> Findings {
        var found = Findings(in: library)
        guard let folder else { return found }
        let listing = FolderListing(folder, in: library.folder, reader)
        found.readNFO([listing.path(of: "tvshow.nfo")])
        found.readSidecar([listing.path(of: "tvshow.json")])
        found.offer(.poster, listing.pictures([.primary], stem: nil, general: true))
        found.offer(.backdrop, listing.pictures([.backdrop, .thumb], stem: nil, general: true))
        found.offer(.logo, listing.pictures([.logo], stem: nil, general: true))
        return found
    }

    static func season(_ place: EpisodePlace, in library: Library, _ reader: NameReader) -> Findings {
        var found = Findings(in: library)
        var pictures: [FilePath] = []
        if let folder = place.seasonFolder {
            let listing = FolderListing(folder, in: library.folder, reader)
            found.readNFO([listing.path(of: "season.nfo")])
            found.readSidecar([listing.path(of: "season.json")])
            pictures += listing.pictures([.primary], stem: nil, general: true) + listing.seasonPictures(place.season)
        }
        if let folder = place.seriesFolder {
            pictures += FolderListing(folder, in: library.folder, reader).seasonPictures(place.season)
        }
        found.offer(.poster, pictures)
        return found
    }
}
