import KinoraDocuments
import KinoraRecommendation
import KinoraViewing

/// What profiles said of what is taken for their taste: always all of it, so that it may be told again.
extension FactFeed {
    /// - Parameter off: profiles that want no recommendations.
    func tastes(without off: Set<String>, _ former: FormerTitles) async throws -> [GraphFact] {
        var said: [String: [Stored<TasteCorrection>]] = [:]
        for try await correction in Records<TasteCorrection>(in: store).all() where !off.contains(correction.value.profile) {
            said[correction.value.profile, default: []].append(correction)
        }
        return said.sorted { $0.key < $1.key }.map { Self.taste(of: $0, $1, former) }
    }

    func tastes(_ changes: ChangedDocuments, _ former: FormerTitles) async throws -> [GraphFact] {
        let names = changes.all(TasteCorrection.schema)
        guard !names.isEmpty else { return [] }
        // A profile's name is all that is left of one that was taken back.
        let profiles = Set(names.flatMap { ChangedDocuments.halves(of: $0).map(\.0) })
        var facts: [GraphFact] = []
        for profile in profiles.sorted() { facts.append(try await taste(of: profile, former)) }
        return facts
    }

    func taste(of profile: String, _ former: FormerTitles) async throws -> GraphFact {
        let mine = Query(.equal("profile", .string(profile)), limit: TasteBook.most)
        return Self.taste(of: profile, try await Records<TasteCorrection>(in: store).find(mine), former)
    }

    private static func taste(of profile: String, _ said: [Stored<TasteCorrection>], _ former: FormerTitles) -> GraphFact {
        let ordered = said.sorted { ($0.value.saidAt, $0.id) < ($1.value.saidAt, $1.id) }.map(\.value)
        var known: Set<String> = []
        let setAside = ordered.filter { $0.subject == .title && $0.wish == .forget }.map { former.standing($0.title) }
        return .taste(
            profile: profile, ordered.compactMap(Leaning.init), setAside: setAside.filter { known.insert($0).inserted })
    }
}

extension Leaning {
    /// Nil for what was said of a title.
    init?(_ correction: TasteCorrection) {
        guard let subject = Subject(rawValue: correction.subject.rawValue), let wish = Wish(rawValue: correction.wish.rawValue) else {
            return nil
        }
        self.init(subject, correction.title, wish)
    }
}
