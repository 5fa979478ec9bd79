import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Titles that others took in (`CatalogueEditor.absorb`): a graph is told what profiles watched and said of them as of those others.
///
/// A title that is listed stands for itself, also where another names it: it is going at present, or some of its files never left.
struct FormerTitles: Sendable {
    /// The names that went, with those that stayed.
    private let heirs: [String: String]
    /// Of the names that went, those of titles that are listed all the same.
    private let own: Set<String>
    /// The names that count for a title, by that under which it stands, which comes first.
    private let groups: [String: [String]]
    /// Tells whether two are the same.
    let digest: Digest

    /// Names that are looked up at once.
    private static let piece = 500

    /// Reads all that are listed.
    init(_ store: any DocumentStore) async throws {
        var heirs: [String: String] = [:]
        let tookIn: Filter = .and([.equal("isListed", true), .exists("aliases")])
        for try await film in Records<Film>(in: store).all(tookIn) {
            for name in film.value.aliases { heirs[name] = film.id }
        }
        for try await series in Records<Series>(in: store).all(tookIn) {
            for name in series.value.aliases { heirs[name] = series.id }
        }
        let names = heirs.keys.sorted()
        var own: Set<String> = []
        for start in stride(from: 0, to: names.count, by: Self.piece) {
            let some = names[start..<min(start + Self.piece, names.count)].map(Value.string)
            let listed = Query(.and([.in("_id", some), .equal("isListed", true)]))
            own.formUnion(try await Records<Film>(in: store).find(listed).map(\.id))
            own.formUnion(try await Records<Series>(in: store).find(listed).map(\.id))
        }
        var groups: [String: [String]] = [:]
        var lines = ""
        for name in names where !own.contains(name) {
            guard let heir = heirs[name] else { continue }
            groups[heir, default: [heir]].append(name)
            lines += "\(name) \(heir)\n"
        }
        digest = Digest(of: Array(lines.utf8))
        self.heirs = heirs
        self.own = own
        self.groups = groups
    }

    /// The name under which a title stands.
    func standing(_ name: String) -> String { own.contains(name) ? name : heirs[name] ?? name }

    /// All names of a title: the one under which it stands, then those that count for it.
    func names(of name: String) -> [String] {
        let standing = standing(name)
        return groups[standing] ?? [standing]
    }

    /// Whether a change of a title may make others of these.
    func isTouched(by name: String, aliases: [String]) -> Bool {
        !aliases.isEmpty || heirs[name] != nil || heirs.values.contains(name)
    }

    /// The names that stand for another title than before.
    func differing(from former: FormerTitles) -> [String] {
        guard digest != former.digest else { return [] }
        return Set(heirs.keys).union(former.heirs.keys).filter { standing($0) != former.standing($0) }.sorted()
    }
}
