import KinoraCatalogue

/// A provider of descriptions that can be asked about titles: TMDB, OMDb.
///
/// All methods throw `LookupTrouble` where there is no answer; that a provider knows nothing is an answer.
package protocol Lookup: Sendable {
    var origin: Origin { get }
    /// What its answers depend on besides the question, such as the language: another one is another answer. No secret.
    var manner: String { get }

    /// Its own name for a title that somebody names by one of these ids (`imdb`, `tmdb`, `tvdb`); nil when it knows none of them.
    func identify(_ ids: [String: String], _ kind: TitleKind) async throws -> String?

    /// What could be meant, as it ranks them.
    func candidates(for question: TitleQuestion) async throws -> [Candidate]

    /// What it says of a title; nil when it is gone.
    func facts(of id: String, _ kind: TitleKind) async throws -> Facts?

    /// What it says of a season and its episodes; nil when it knows no such season. 0 for specials.
    func season(_ number: Int, of id: String) async throws -> SeasonFacts?

    /// Asks for as little as possible, to see whether the address and the key are right.
    func check() async throws
}
