/// Reads a path as a film, an episode, an extra, a track, a picture … by the names of the file and of the folders above it.
///
/// 1. Ignored names. 2. By ending: pictures, NFO, tracks. 3. Extras. 4. Folders of seasons. 5. Episode or film.
/// The file's name wins over its folder, that over the folder above. Nothing is looked up on disk: the same path always reads the same.
package struct NameReader: Sendable {
    /// The last year a film may be of: the next one.
    let latestYear: Int

    /// - Parameter year: the present year.
    package init(year: Int) {
        latestYear = year + 1
    }

    /// - Parameter path: relative to its library, in the text form of `FilePath`; a leading slash is allowed.
    package func read(path: String, libraryKind: LibraryKind) -> Understanding {
        read(FilePath(text: path), libraryKind: libraryKind)
    }

    package func read(_ path: FilePath, libraryKind: LibraryKind) -> Understanding {
        var parts = path.bytes.split(separator: Byte.slash).map(Array.init)
        guard let last = parts.popLast() else { return Understanding(.other) }
        if IgnoredNames.contains(last) || parts.contains(where: IgnoredNames.contains) { return Understanding(.ignored) }
        let ending = FileEnding.known(of: last)
        let leaf = Name(Array(last.dropLast(ending?.length ?? 0)))
        let folders = parts.map(Name.init)
        switch ending?.kind {
        case .picture: return picture(leaf, folders)
        case .nfo: return nfo(leaf, folders, libraryKind)
        case .subtitle: return track(.subtitle, leaf, folders, libraryKind)
        case .audio: return extra(leaf, folders, .audio) ?? track(.audio, leaf, folders, libraryKind)
        case .unfinished: return Understanding(.ignored)
        case .sidecar: return Understanding(.other)
        case .video: return extra(leaf, folders, .video) ?? title(leaf, folders, libraryKind)
        case nil: return name(leaf, folders, libraryKind)
        }
    }

    // MARK: - Files that are no titles

    private func picture(_ leaf: Name, _ folders: [Name]) -> Understanding {
        let isFanart = folders.last.map { Folded.text(String(decoding: $0.bytes, as: UTF8.self)) == "extrafanart" } ?? false
        guard let kind = ArtworkNames.kind(of: leaf, isInExtraFanart: isFanart) else { return Understanding(.other) }
        var picture = Understanding(.artwork)
        picture.artwork = kind
        picture.season = ArtworkNames.season(of: leaf)
        return picture
    }

    private func nfo(_ leaf: Name, _ folders: [Name], _ kind: LibraryKind) -> Understanding {
        var nfo = Understanding(.nfo)
        switch leaf.words.count == 1 ? leaf.words[0].text : "" {
        case "movie": nfo.subject = .film
        case "tvshow": nfo.subject = .series
        case "season":
            nfo.subject = .season
            nfo.season = SeriesFolders(folders).season
        default:
            let title = title(leaf, folders, kind)
            nfo.subject = title.kind == .episode ? .episode : .film
            nfo.season = title.season
            nfo.episode = title.episode
            nfo.series = title.series
        }
        return nfo
    }

    private func track(_ type: Understanding.Kind, _ leaf: Name, _ folders: [Name], _ kind: LibraryKind) -> Understanding {
        var track = Understanding(type)
        var end: Int?
        if kind != .films {
            let inner = folders.dropLast().last.map(SeriesFolders.isSubtitleFolder) == true ? folders.last : nil
            let name = inner ?? leaf
            if let episode = EpisodeReading.read(
                name, folders: SeriesFolders(folders), isFile: true, needsSeries: true, latestYear: latestYear)
            {
                track.series = episode.series
                track.year = episode.year
                track.season = episode.season
                track.episode = episode.episode
                track.lastEpisode = episode.lastEpisode
                track.date = episode.date
                end = EpisodeMark.find(in: name).map {
                    leaf.words.indices.contains($0.words.upperBound - 1) ? leaf.words[$0.words.upperBound - 1].end : 0
                }
            }
        }
        let fields = TrackName.fields(leaf, folders: folders, markEnd: end)
        track.language = fields.language
        track.flags = fields.flags
        track.label = fields.label
        return track
    }

    private func extra(_ leaf: Name, _ folders: [Name], _ ending: FileEnding) -> Understanding? {
        guard let kind = ExtraNames.file(leaf, kind: ending) ?? folderExtra(folders, ending) else { return nil }
        var extra = Understanding(.extra)
        extra.extra = kind
        extra.title = leaf.text(from: 0, to: leaf.bytes.count)
        return extra
    }

    /// A folder of extras lies below a title: not at the library's top, and not on a shelf.
    private func folderExtra(_ folders: [Name], _ ending: FileEnding) -> Understanding.Extra? {
        for index in folders.indices.dropFirst().reversed() {
            guard let kind = ExtraNames.folder(folders[index]), !Shelf.isShelf(folders[index - 1]) else { continue }
            return (kind == .themeSong) == (ending == .audio) ? kind : nil
        }
        return nil
    }

    // MARK: - Titles

    private func title(_ leaf: Name, _ folders: [Name], _ kind: LibraryKind) -> Understanding {
        if kind == .films { return film(leaf, folders, kind) }
        let above = SeriesFolders(folders)
        if isScrambled(leaf), let folder = folders.last {
            let upper = SeriesFolders(folders.dropLast())
            if EpisodeMark.find(in: folder)?.season != nil || AirDate.find(in: folder) != nil,
                let episode = EpisodeReading.read(folder, folders: upper, isFile: false, needsSeries: true, latestYear: latestYear)
            {
                return episode
            }
        }
        if let episode = EpisodeReading.read(leaf, folders: above, isFile: true, needsSeries: kind == .mixed, latestYear: latestYear) {
            return episode
        }
        return film(leaf, folders, kind)
    }

    /// A name without any number or word that a release has.
    private func isScrambled(_ leaf: Name) -> Bool {
        !leaf.bytes.contains(where: Byte.isDigit) && !leaf.words.indices.contains { NoiseWords.strength(of: $0, in: leaf) == .strong }
    }

    /// A disc's own folders and files have no names of a title: `Film (2009)/VIDEO_TS/VTS_01_1.VOB`.
    private func discFilm(_ folders: [Name]) -> Understanding? {
        guard let last = folders.last, Self.discFolders.contains(Folded.text(String(decoding: last.bytes, as: UTF8.self))) else {
            return nil
        }
        let rest = folders.reversed().drop { Self.discFolders.contains(Folded.text(String(decoding: $0.bytes, as: UTF8.self))) }
        guard let folder = rest.first, !Shelf.isShelf(folder) else { return nil }
        return film(folder, Array(rest.dropFirst().reversed()))
    }

    /// A part in a folder of its own: `Film (2009)/CD1/film.avi` is read without that folder. In `Part 1` may also lie a film of its own,
    /// whose name then has a year that the folder above has not.
    private func partFilm(_ leaf: Name, _ folders: [Name]) -> Understanding? {
        guard let last = folders.last, let part = PartFolder(last.bytes), let title = folders.dropLast().last,
            PartFolder.mayHoldParts(title)
        else { return nil }
        var film = film(leaf, folders.dropLast())
        let year = FilmReading(title, latestYear: latestYear).year
        if film.part == nil, part.isCertain || film.year == year && year != nil { film.part = part.number }
        return film
    }

    private static let discFolders: Set<String> = ["videots", "audiots", "bdmv", "stream"]

    private func film(_ leaf: Name, _ folders: [Name], _ kind: LibraryKind) -> Understanding {
        var film = film(leaf, folders)
        FilmDoubts.note(in: &film, kind)
        return film
    }

    private func film(_ leaf: Name, _ folders: [Name]) -> Understanding {
        if let disc = discFilm(folders) { return disc }
        if let part = partFilm(leaf, folders) { return part }
        let own = FilmReading(leaf, latestYear: latestYear)
        guard let folder = folders.last, !Shelf.isShelf(folder), !Shelf.isLetter(folder) else { return film(own) }
        let above = FilmReading(folder, latestYear: latestYear)
        return FilmChoice(leaf: leaf, own: own, folder: folder, above: above, isScrambled: isScrambled(leaf)).understanding
    }

    private func film(_ reading: FilmReading) -> Understanding {
        FilmChoice.film(reading)
    }

    // MARK: - Folders and names of releases

    private func name(_ leaf: Name, _ folders: [Name], _ kind: LibraryKind) -> Understanding {
        guard kind != .films else { return film(leaf, folders) }
        let above = folders.last.flatMap { Shelf.isShelf($0) ? nil : $0 }
        if let season = SeasonFolder(leaf, below: above) {
            var folder = Understanding(.seasonFolder)
            folder.season = season.number
            let series = SeriesFolders(folders + [leaf]).series
            folder.series = series?.title ?? season.series
            folder.year = series?.year
            folder.ids = series?.ids ?? [:]
            return folder
        }
        if let episode = EpisodeReading.read(
            leaf, folders: SeriesFolders(folders), isFile: false, needsSeries: kind == .mixed, latestYear: latestYear)
        {
            return episode
        }
        if kind == .mixed { return film(leaf, folders) }
        let series = SeriesName(leaf)
        var folder = Understanding(.seriesFolder)
        folder.series = series.title
        folder.year = series.year
        folder.ids = series.ids
        return folder
    }
}
