import KinoraCatalogue
import KinoraDocuments
import KinoraRecommendation
import KinoraViewing

/// What Kinora takes for the viewer's taste, from what it knows it, and how it is corrected.
struct TastePage: Sendable {
    let lead: String
    /// Says that recommendations are off, or not ready; nil where they are there.
    let notice: String?
    let made: String?
    let isOn: Bool
    let groups: [Group]
    let titles: [Line]
    let setAside: [Line]
    let unwanted: [Line]
    let action = Place.taste.address
    let toggle = Place.tasteSwitch.address
    /// What the switch asks for: `on` or `off`; nil where the viewer may not turn it.
    let toggleWish: String?
    let toggleLabel: String
    let history = Place.history(page: 1).address

    /// Genres, or people.
    struct Group: Sendable {
        let id: String
        let heading: String
        let lines: [Line]
    }

    struct Line: Sendable {
        let subject: String
        /// What is sent: a name, or a title's name among the documents.
        let name: String
        let label: String
        let address: String?
        let meta: String
        /// 0 … 100; nil where nothing is measured.
        let percent: Int?
        let buttons: [Button]
    }

    struct Button: Sendable {
        let wish: String
        let label: String
        /// For those who hear the button alone.
        let spoken: String
    }

    /// Of genres, and of people, that were not spoken of.
    private static let mostShown = 12
    private static let mostTitles = 12
    private static let mostExamples = 2
    /// The wish that takes a correction back, and the one that takes back "not for me".
    static let takeBack = "none"
    static let afterAll = "after-all"

    init(
        _ taste: Taste?, _ corrections: [TasteCorrection], unwanted: [String], viewer: String, maySwitch: Bool, on shelves: Shelves,
        _ words: Words
    ) async throws {
        let aside = try await shelves.standing(corrections.filter { $0.subject == .title }.map(\.title))
        let unwanted = try await shelves.standing(unwanted)
        let named = (taste?.titles.map(\.title) ?? []) + aside + unwanted
        let names = TasteNames(try await shelves.titles(named: named), words)
        isOn = taste?.isOn ?? true
        lead = words(.tasteLead, viewer)
        notice = taste.map { $0.isOn ? nil : words(.tasteOff, viewer) } ?? words(.tasteNotYet)
        let watched = taste?.watched ?? 0
        made =
            taste?.isOn == true ? (watched == 0 ? words(.tasteNothing) : words.count(watched, one: .tasteOfOne, many: .tasteOfMany)) : nil
        toggleWish = maySwitch && taste != nil ? (isOn ? "off" : "on") : nil
        toggleLabel = words(isOn ? .tasteTurnOff : .tasteTurnOn)
        groups = [(Leaning.Subject.genre, Phrase.tasteGenres), (.person, .tastePeople)].compactMap { subject, heading in
            let likings = taste?.likings.filter { $0.subject == subject } ?? []
            let unspoken = likings.filter { $0.wish == nil }.prefix(Self.mostShown)
            let shown = likings.filter { $0.wish != nil } + unspoken
            guard !shown.isEmpty else { return nil }
            return Group(id: subject.rawValue, heading: words(heading), lines: shown.map { Self.line($0, names, words) })
        }
        titles = (taste?.titles ?? []).prefix(Self.mostTitles).compactMap { names.line($0, words) }
        setAside = aside.map { names.line($0, "title", Self.takeBack, words(.tasteUseAgain), .tasteUseAgainThis, words) }
        self.unwanted = unwanted.map { names.line($0, "unwanted", Self.afterAll, words(.forMeAfterAll), .tasteAfterAllThis, words) }
    }

    private static func line(_ liking: Taste.Liking, _ names: TasteNames, _ words: Words) -> Line {
        let name = liking.name
        let back = Button(wish: takeBack, label: words(.tasteTakeBack), spoken: words(.tasteTakeBackThis, name))
        let all = [
            (Leaning.Wish.more, words(.tasteMore), words(.tasteMoreThis, name)),
            (.less, words(.tasteLess), words(.tasteLessThis, name)), (.forget, words(.tasteForget), words(.tasteForgetThis, name)),
        ].filter { $0.0 != liking.wish }.map { Button(wish: $0.0.rawValue, label: $0.1, spoken: $0.2) }
        return Line(
            subject: liking.subject.rawValue, name: name, label: name, address: nil, meta: meta(liking, names, words),
            percent: liking.wish == nil ? Int(liking.strength * 100) : nil, buttons: (liking.wish == nil ? [] : [back]) + all)
    }

    private static func meta(_ liking: Taste.Liking, _ names: TasteNames, _ words: Words) -> String {
        let said: String? =
            switch liking.wish {
            case .more: words(.tasteSaidMore)
            case .less: words(.tasteSaidLess)
            case .forget: words(.tasteSaidForget)
            case nil: strength(liking.strength, words)
            }
        let examples = liking.titles.prefix(mostExamples).compactMap { names.label(of: $0) }
        guard !examples.isEmpty else { return said ?? "" }
        let more = liking.titles.count - examples.count
        let list = examples.joined(separator: ", ")
        let from = words(.tasteFrom, more > 0 ? words(.tasteAndMore, list, String(more)) : list)
        return [said, from].compactMap(\.self).joined(separator: ", ")
    }

    static func strength(_ share: Float, _ words: Words) -> String {
        switch share {
        case 0.75...: words(.tasteVeryMuch)
        case 0.4..<0.75: words(.tasteMuch)
        case 0.15..<0.4: words(.tasteSome)
        default: words(.tasteLittle)
        }
    }
}
