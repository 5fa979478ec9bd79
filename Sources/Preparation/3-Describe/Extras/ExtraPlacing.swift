import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Finds the title that an extra belongs to.
///
/// 1. The film or the episode beside it that bears the name it has before its suffix: `Film (2021)-trailer.mkv` beside `Film (2021).mkv`.
/// 2. The only film, or the only series, of its folder (see `ExtraNames.home`). 3. The only one in the folders below.
/// Where several may be meant, none is.
struct ExtraPlacing: Sendable {
    private let sources: Records<Source>
    private let films: Records<Film>
    private let series: Records<Series>
    private let episodes: Records<Episode>

    init(store: any DocumentStore) {
        sources = Records(in: store)
        films = Records(in: store)
        series = Records(in: store)
        episodes = Records(in: store)
    }

    struct Found: Sendable {
        var home: ExtraHome
        /// What lists call the title: `Harbour Lights (2021)`.
        var label: String
        /// What the extra's file calls it besides title and kind.
        var name: String?
    }

    /// Sources in a folder that are asked for their titles.
    private static let mostNeighbours = 200

    func find(_ path: FilePath, in library: Library) async throws -> Found? {
        let leaf = Name(Companions.stem(of: path.name))
        let stem = ExtraNames.stem(of: leaf)
        var found = try await beside(path, named: stem, in: library)
        if found == nil { found = try await within(ExtraNames.home(of: path), in: library) }
        guard var found else { return nil }
        found.name = stem.flatMap { Self.name($0, besides: found.label) }
        return found
    }

    // MARK: - Neighbours

    private func beside(_ path: FilePath, named stem: [UInt8]?, in library: Library) async throws -> Found? {
        guard let stem, !stem.isEmpty else { return nil }
        let start = path.folder.appending(stem).text
        let range: Filter = .and([.atLeast("path", .string(start)), .lessThan("path", .string(start + "\u{10FFFF}"))])
        let found = try await neighbours(range, in: library).filter { source in
            let next = source.value.path.dropFirst(start.count).first
            return FilePath(text: source.value.path).folder == path.folder && next.map { !$0.isLetter && !$0.isNumber } ?? true
        }
        return try await title(of: found, season: true)
    }

    private func within(_ folder: FilePath, in library: Library) async throws -> Found? {
        guard !folder.bytes.isEmpty else { return nil }
        // What begins with the folder and a slash; `0` follows the slash.
        let range: Filter = .and([
            .atLeast("path", .string(folder.text + "/")), .lessThan("path", .string(folder.text + "0")),
        ])
        let inside = try await neighbours(range, in: library)
        let direct = inside.filter { PartFolder.home(of: FilePath(text: $0.value.path)) == folder }
        let names = folder.bytes.split(separator: Byte.slash).map { Name(Array($0)) }
        let isSeason = SeriesFolders(names).seasonDepth == names.count
        return try await title(of: direct.isEmpty ? inside : direct, season: isSeason)
    }

    private func neighbours(_ range: Filter, in library: Library) async throws -> [Stored<Source>] {
        let titles: Filter = .and([.equal("library", .string(library.path)), .equal("isExtra", .null), range])
        return try await sources.find(Query(titles, sort: [.ascending("path")], limit: Self.mostNeighbours))
    }

    // MARK: - Titles

    /// The one title that all of these belong to.
    /// - Parameter season: whether the extra belongs to their season, where they are of one.
    private func title(of sources: [Stored<Source>], season: Bool) async throws -> Found? {
        guard !sources.isEmpty else { return nil }
        let belong: Filter = .in("sources", sources.map { .string($0.id) })
        let films = try await films.find(Query(belong, limit: 2))
        let episodes = try await episodes.find(Query(belong))
        let all = Set(episodes.map(\.value.series))
        if films.count == 1, episodes.isEmpty {
            let description = films[0].value.description
            return Found(home: .film(FilmID(films[0].id)), label: Wording.label(description.title, description.year))
        }
        guard films.isEmpty, all.count == 1, let id = all.first, let series = try await series.read(id.rawValue)?.value else { return nil }
        let seasons = Set(episodes.map(\.value.season))
        return Found(home: .series(id, season: season && seasons.count == 1 ? seasons.first : nil), label: series.description.title)
    }

    /// The name without its title; nil where nothing is left.
    private static func name(_ stem: [UInt8], besides label: String) -> String? {
        let leaf = Name(stem)
        let text = leaf.text(from: 0, to: leaf.bytes.count) ?? ""
        let (mine, whole) = (Folded.text(text), Folded.text(label))
        if mine.isEmpty || whole.hasPrefix(mine) || ExtraNames.file(leaf, kind: .video) != nil { return nil }
        return text.onOneLine(atMost: longestName)
    }

    /// In characters.
    private static let longestName = 200
}
