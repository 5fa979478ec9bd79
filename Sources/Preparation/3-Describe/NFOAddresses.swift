/// Ids from addresses of film pages that stand in an NFO file: `https://www.themoviedb.org/movie/1-title`, `https://www.imdb.com/title/tt0000001/`.
enum NFOAddresses {
    private static let markers: [(text: String, provider: String)] = [
        ("themoviedb.org/movie/", "tmdb"), ("themoviedb.org/tv/", "tmdb"), ("imdb.com/title/", "imdb"),
        ("thetvdb.com/?tab=series&id=", "tvdb"),
        ("thetvdb.com/series/", "tvdb"), ("tvmaze.com/shows/", "tvmaze"),
    ]

    static func ids(in text: String) -> [String: String] {
        var ids: [String: String] = [:]
        for marker in markers where ids[marker.provider] == nil {
            guard let place = text.firstRange(of: marker.text) else { continue }
            let rest = text[place.upperBound...].utf8.prefix(16)
            let value =
                marker.provider == "imdb"
                ? String(decoding: rest.prefix { Byte.isDigit($0) || Byte.isLetter($0) }, as: UTF8.self)
                : String(decoding: rest.prefix(while: Byte.isDigit), as: UTF8.self)
            guard !value.isEmpty, marker.provider != "imdb" || ProviderIDs.isFilmNumber(value) else { continue }
            ids[marker.provider] = value
        }
        return ids
    }
}
