/// Folders that hold titles and are none: `Films`, `TV Shows`, `media`, `Downloads`, `A-F`, `0-9`.
enum Shelf {
    static func isShelf(_ name: Name) -> Bool {
        if name.words.isEmpty { return true }
        let folded = Folded.text(String(decoding: name.bytes, as: UTF8.self))
        return names.contains(folded)
    }

    /// One letter, or a range of them: holds separate titles.
    static func isLetter(_ name: Name) -> Bool {
        guard name.words.count <= 2, !name.words.isEmpty else { return false }
        return name.words.allSatisfy { $0.end - $0.start == 1 }
    }

    private static let names: Set<String> = [
        "films", "film", "movies", "movie", "filme", "kino", "cinema", "videos", "video", "series", "serien", "shows", "show", "tv",
        "tvshows",
        "tvseries", "television", "anime", "media", "medias", "library", "libraries", "data", "server", "srv", "mnt", "home", "download",
        "downloads", "drive", "volumes", "volume", "share", "shares", "nas", "test", "path", "some", "something", "tmp", "storage", "disk",
        "kids", "kinder", "documentaries", "dokus", "youtube", "complete", "incoming", "torrents", "usenet", "root", "users", "user",
        "filmes", "peliculas", "series1", "serie", "tvserien", "4k", "uhd", "hd",
    ]
}
