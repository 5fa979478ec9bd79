import KinoraCatalogue
import Testing

@testable import KinoraPreparation

@Suite("Where episodes stand in the catalogue")
struct EpisodePlaceTests {
    private func place(_ path: String) -> EpisodePlace {
        let understanding = NameReader(year: 2026).read(path: path, libraryKind: .series)
        return EpisodePlace(understanding, FilePath(text: path), in: Library(path: "/series", kind: .series))
    }

    @Test("what has no number has one that no other name and no real episode has, and always the same")
    func unnumbered() {
        let numbers = (1...3000).map { place("Night Ferry/Specials/Looking back, the \($0 * 7)th time round.mkv").number }
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { $0 >= Episode.firstUnnumbered })
        #expect(place("Night Ferry/Specials/Reunion.mkv").number == place("Night Ferry/Specials/Reunion.mkv").number)
        #expect(place("Night Ferry/Specials/Reunion.mkv").isMadeUp)
    }

    @Test("a running range keeps its end")
    func runningRange() {
        let range = place("Iron Petal/[Group] Iron Petal - 05-06 [720p].mkv")
        #expect([range.season, range.number, range.last] == [1, 5, 6])
    }
}
