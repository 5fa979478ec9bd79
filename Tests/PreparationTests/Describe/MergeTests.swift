import KinoraCatalogue
import KinoraPreparation
import Testing

@Suite("Whose word counts")
struct MergeTests {
    private func facts(_ fill: (inout Facts) -> Void) -> Facts {
        var facts = Facts()
        fill(&facts)
        return facts
    }

    private func titled(_ origin: Origin) -> Said { Said(origin, facts { $0.title = origin.rawValue }) }

    private static let order: [Origin] = [.owner, .nfo, .sidecar, .tags, .tmdb, .omdb, .name]

    @Test("each origin wins over all behind it, whatever the order in which they are given", arguments: order.indices)
    func precedence(first: Int) {
        let said = Self.order[first...].map(titled)

        for given in [said, said.reversed()] {
            let merged = Merge.description(of: given)
            #expect(merged.title == Self.order[first].rawValue)
            #expect(merged.origin == ["title": Self.order[first]])
        }
    }

    @Test("providers count in the owner's order")
    func providers() {
        let said = [titled(.tmdb), titled(.omdb), titled(.name)]

        #expect(Merge.description(of: said, in: OriginOrder(providers: [.omdb, .tmdb])).title == "omdb")
        #expect(Merge.description(of: said, in: OriginOrder(providers: [.tmdb, .omdb])).title == "tmdb")
    }

    @Test("every field is taken of the first who says anything, and says whom")
    func fields() {
        let nfo = facts {
            $0.plot = "A lamp."
            $0.credits = [Credit(name: "Nils", role: .actor)]
        }
        let tmdb = facts {
            $0.plot = "Another."
            $0.tagline = "Burn."
            $0.genres = ["Drama"]
            $0.credits = [Credit(name: "Ida", role: .director), Credit(name: "Per", role: .actor)]
        }

        let merged = Merge.description(of: [Said(.tmdb, tmdb), titled(.name), Said(.nfo, nfo)])

        #expect(merged.plot == "A lamp.")
        #expect(merged.tagline == "Burn.")
        #expect(merged.credits == [Credit(name: "Ida", role: .director), Credit(name: "Nils", role: .actor)])
        #expect(
            merged.origin == [
                "title": .name, "plot": .nfo, "tagline": .tmdb, "genres": .tmdb, "directors": .tmdb, "actors": .nfo,
            ])
    }

    @Test("years and ids of the name go before the files', and behind the owner's")
    func structure() {
        let name = facts {
            $0.year = 2021
            $0.ids = ["tmdb": "7"]
        }
        let nfo = facts {
            $0.year = 2020
            $0.ids = ["tmdb": "8", "imdb": "tt0000008"]
        }
        let owner = facts { $0.year = 2019 }

        let merged = Merge.description(of: [Said(.nfo, nfo), Said(.name, name)])
        #expect(merged.year == 2021)
        #expect(merged.providerIDs == ["tmdb": "7", "imdb": "tt0000008"])
        #expect(merged.origin["id-tmdb"] == .name)
        #expect(merged.origin["id-imdb"] == .nfo)
        #expect(Merge.description(of: [Said(.name, name), Said(.owner, owner)]).year == 2019)
    }

    @Test("a title to sort by counts only for the title it was written for")
    func sortTitle() {
        let nfo = facts {
            $0.title = "The Lamp"
            $0.sortTitle = "Lamp, The"
        }
        #expect(Merge.description(of: [Said(.nfo, nfo)]).sortTitle == "lamp the")
        let corrected = Merge.description(of: [Said(.nfo, nfo), Said(.owner, facts { $0.title = "Sea" })])
        #expect(corrected.sortTitle == "sea")
        #expect(corrected.origin["sortTitle"] == nil)
    }

    @Test("what an NFO file locks, nobody behind it fills; the owner does")
    func locks() {
        let tmdb = facts {
            $0.plot = "Theirs."
            $0.genres = ["Drama"]
            $0.ids = ["tmdb": "7"]
            $0.ratings = [Rating(source: "tmdb", value: 7)].compactMap(\.self)
        }
        func merged(_ lock: FactLock, _ others: Said...) -> Description {
            Merge.description(of: [Said(.nfo, facts { $0.lock = lock }), Said(.tmdb, tmdb), titled(.name)] + others)
        }

        let whole = merged(.everything)
        #expect(whole.title == "name")
        #expect(whole.plot == nil && whole.genres.isEmpty && whole.ratings.isEmpty && whole.providerIDs.isEmpty)
        let part = merged(.fields(["plot"]))
        #expect(part.plot == nil)
        #expect(part.genres == ["Drama"])
        #expect(merged(.everything, Said(.owner, facts { $0.plot = "Mine." })).plot == "Mine.")
    }

    @Test("ratings are gathered, one of each source")
    func ratings() {
        let nfo = facts { $0.ratings = [Rating(source: "imdb", value: 7)].compactMap(\.self) }
        let omdb = facts {
            $0.ratings = [Rating(source: "imdb", value: 8), Rating(source: "metacritic", value: 61, best: 100)].compactMap(\.self)
        }
        let merged = Merge.description(of: [Said(.omdb, omdb), Said(.nfo, nfo)])
        #expect(merged.ratings.map(\.source) == ["imdb", "metacritic"])
        #expect(merged.ratings.map(\.value) == [7, 6.1])
        #expect(merged.origin["rating-imdb"] == .nfo)
    }

    @Test("a picture counts once it was made, in the order of origins")
    func pictures() {
        var file = WantedPicture(.poster, .file(library: "/l", path: "poster.jpg", size: 1, modified: 1))
        var remote = WantedPicture(.poster, .address("https://images.example/p.jpg"))
        remote.artwork = Artwork(file: "r", width: 1, height: 1)
        func merged() -> Description {
            Merge.description(of: [Said(.tmdb, facts { $0.pictures = [remote] }), Said(.file, facts { $0.pictures = [file] })])
        }
        #expect(merged().poster?.file == "r")
        #expect(merged().origin["poster"] == .tmdb)
        file.artwork = Artwork(file: "f", width: 1, height: 1)
        #expect(merged().poster?.file == "f")
    }

    @Test("an original title that is the title is none")
    func originalTitle() {
        let nfo = facts {
            $0.title = "A"
            $0.originalTitle = "A"
        }
        let merged = Merge.description(of: [Said(.nfo, nfo)])
        #expect(merged.originalTitle == nil)
        #expect(merged.origin == ["title": .nfo])
    }
}
