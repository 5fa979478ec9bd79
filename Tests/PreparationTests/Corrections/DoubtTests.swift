import Testing

@testable import KinoraPreparation

@Suite("What names leave in doubt is said in plain words")
struct DoubtTests {
    private func doubts(_ path: String, _ kind: LibraryKind) -> [String] {
        NameReader(year: 2026).read(path: path, libraryKind: kind).doubts
    }

    @Test(
        "doubtful names",
        arguments: [
            ("Apollo 13.mkv", LibraryKind.mixed, "13 could be the number of an episode"),
            ("Harbour 2049.mkv", .films, "2049 could be its year"), ("00017.mkv", .films, "tells no title"),
            ("1999 - Harbour.mkv", .films, "could belong to the title"),
            ("Night Quay (1979)/Night Quay (1981).mkv", .films, "its folder 1979"),
            ("Night Quay (1979) [tmdbid-1]/Night Quay (1979) [tmdbid-2].mkv", .films, "tmdb 2, its folder 1"),
            ("Lantern Island (2015)/Dark Water 2.mkv", .films, "its folder’s as “Lantern Island (2015)”"),
            ("Night Ferry/Season 2/Night Ferry S03E01.mkv", .series, "its folder season 2"),
            ("Night Ferry/Night Ferry 107.mkv", .series, "because no season is named"),
            ("Night_Ferry_102.mkv", .series, "season 1, episode 2"),
            ("Night Ferry/Season 2/The Crossing.mkv", .series, "no episode number"),
            ("Late Desk/Late Desk 03.04.2014.mkv", .series, "could be the other way round"),
            ("[Group] Night Ferry S3 - 12 [720p].mkv", .series, "season 3, episode 12"),
            ("Night Ferry/Season 2/203 - Crossing.mkv", .series, "season 2, episode 3"),
        ])
    func unsure(path: String, kind: LibraryKind, sentence: String) {
        let reading = NameReader(year: 2026).read(path: path, libraryKind: kind)
        #expect(reading.isUnsure, "\(path)")
        #expect(reading.doubts.contains { $0.contains(sentence) }, "\(path): \(reading.doubts)")
    }

    @Test(
        "plain names",
        arguments: [
            ("Lantern Island (2015)/Lantern Island (2015).mkv", LibraryKind.films), ("Lantern Island.mkv", .mixed),
            ("Apollo 13 (1995).mkv", .mixed), ("Ocean 12.mkv", .films),
            ("Night Ferry/Season 1/Night Ferry S01E02.mkv", .series), ("[Group] Night Ferry - 05 [720p].mkv", .series),
            ("Night Ferry/Season 1/02 - Crossing.mkv", .series), ("Night Ferry/Season 1/S00E02.mkv", .series),
            ("Late Desk/Late Desk 2014-04-03.mkv", .series), ("Night Ferry/Specials/Reunion.mkv", .series),
        ])
    func sure(path: String, kind: LibraryKind) {
        #expect(doubts(path, kind) == [], "\(path)")
    }
}
