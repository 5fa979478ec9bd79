/// Decides which of a provider's titles is the one meant, or that it cannot be told. A rule without effects.
///
/// A candidate *fits* when it is of the same kind, its title is alike (`TitleComparison`), its year differs by one at most, and its length
/// does not contradict. Of those that fit, the best grade counts:
/// 1. the same title and the same year: taken when it is the only one;
/// 2. the same title, the year beside it: taken when no other of this grade fits; where one of the years is unknown, only when nothing else fits;
/// 3. a title that is alike and the same year: taken when nothing else fits;
/// 4. everything else is never taken.
/// Where several of the best grade fit, the length decides if it agrees with exactly one and contradicts the others. Whatever is not taken is
/// offered to the owner.
package enum MatchRule {
    package enum Verdict: Hashable, Sendable {
        case taken(Candidate)
        /// The best first, at most `mostOffered`.
        case unsure([Candidate])
        case nothing
    }

    package static let mostOffered = 5

    /// Titles below this are not the same one, however spelled.
    private static let alike = 0.85
    /// Titles from here on are worth showing to the owner.
    private static let similar = 0.6

    private enum Grade: Int, Comparable {
        case same, beside, unknownYear, alike, other

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Judged {
        var candidate: Candidate
        var likeness: Double
        var place: Int
        /// Nil where it does not fit.
        var grade: Grade?
    }

    /// - Parameters:
    ///   - candidates: as the provider ranked them.
    ///   - length: of the film, in minutes, where it is known.
    package static func verdict(_ question: TitleQuestion, _ candidates: [Candidate], length: Int? = nil) -> Verdict {
        var judged: [Judged] = []
        for candidate in candidates where !judged.contains(where: { $0.candidate.id == candidate.id }) {
            judged.append(judge(candidate, judged.count, question, length))
        }
        let fits = judged.filter { $0.grade != nil }
        if let chosen = choice(fits, length) { return .taken(chosen) }
        let offered = judged.filter { $0.grade != nil || $0.candidate.kind == question.kind && $0.likeness >= similar }
            .sorted { ($0.grade ?? .other, -$0.likeness, $0.place) < ($1.grade ?? .other, -$1.likeness, $1.place) }
        return offered.isEmpty ? .nothing : .unsure(offered.prefix(mostOffered).map(\.candidate))
    }

    /// Those between which the length could decide.
    package static func rivals(_ question: TitleQuestion, _ candidates: [Candidate]) -> [Candidate] {
        guard case .unsure(let offered) = verdict(question, candidates) else { return [] }
        let fits = offered.map { judge($0, 0, question, nil) }.filter { $0.grade != nil }
        guard let best = fits.compactMap(\.grade).min() else { return [] }
        return fits.filter { $0.grade == best }.map(\.candidate)
    }

    private static func judge(_ candidate: Candidate, _ place: Int, _ question: TitleQuestion, _ length: Int?) -> Judged {
        let titles = [candidate.title, candidate.originalTitle].compactMap(\.self)
        let likeness = TitleComparison.likeness(question.titles, titles)
        var judged = Judged(candidate: candidate, likeness: likeness, place: place)
        guard candidate.kind == question.kind, likeness >= alike else { return judged }
        let gap = question.year.flatMap { year in candidate.year.map { abs($0 - year) } }
        if let gap, gap > 1 { return judged }
        if contradicts(candidate.runtime, length) { return judged }
        judged.grade =
            switch (likeness == 1, gap) {
            case (true, 0): .same
            case (true, 1): .beside
            case (true, _): .unknownYear
            case (false, 0): .alike
            default: .other
            }
        return judged
    }

    private static func choice(_ fits: [Judged], _ length: Int?) -> Candidate? {
        guard let best = fits.compactMap(\.grade).min() else { return nil }
        let first = fits.filter { $0.grade == best }
        if first.count > 1 { return byLength(first, length) }
        switch best {
        case .same, .beside: return first.first?.candidate
        case .unknownYear, .alike: return fits.count == 1 ? first.first?.candidate : nil
        case .other: return nil
        }
    }

    private static func byLength(_ rivals: [Judged], _ length: Int?) -> Candidate? {
        guard let length, rivals.allSatisfy({ ($0.grade ?? .other) <= .beside }) else { return nil }
        let agreeing = rivals.filter { agrees($0.candidate.runtime, length) }
        let others = rivals.filter { !agrees($0.candidate.runtime, length) }
        guard agreeing.count == 1, others.allSatisfy({ ($0.candidate.runtime ?? 0) > 0 }) else { return nil }
        return agreeing[0].candidate
    }

    /// Within four minutes or eight in a hundred: copies run faster, and credits differ.
    private static func agrees(_ runtime: Int?, _ length: Int) -> Bool {
        guard let runtime, runtime > 0 else { return false }
        return abs(runtime - length) <= max(4, length * 8 / 100)
    }

    /// By more than a quarter and fifteen minutes: no cut of a film differs by so much.
    private static func contradicts(_ runtime: Int?, _ length: Int?) -> Bool {
        guard let runtime, let length, runtime > 0 else { return false }
        return abs(runtime - length) > max(15, max(length, runtime) / 4)
    }
}
