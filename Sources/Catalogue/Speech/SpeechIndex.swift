import KinoraKernel
import KinoraMedia

/// What is said in everything that can be played, for searching; kept by whoever knows a way to keep so much.
///
/// It knows packages and what they were part of when they were read. Whether that is still so, and who may see it, `Shelves` asks.
package protocol SpeechIndex: Sendable {
    /// Utterances that a query finds, by attempt and then the newest packages first.
    /// - Parameters:
    ///   - tracks: in at most so many subtitles of films and episodes.
    ///   - each: at most so many of one.
    func find(_ query: SpeechQuery, tracks: Int, each: Int) async throws -> [FoundUtterance]

    /// The same within some packages.
    func find(_ query: SpeechQuery, in packages: [PackageID], each: Int) async throws -> [FoundUtterance]

    /// How much of what can be played is known.
    func coverage() async throws -> SpeechCoverage
}

/// How many packages are known, of all.
package struct SpeechCoverage: Sendable, Hashable {
    package let read: Int
    package let all: Int

    package init(read: Int, all: Int) {
        self.read = read
        self.all = all
    }
}

/// A film or an episode by its name among the documents.
package struct SpokenFeature: Sendable, Hashable {
    package enum Kind: String, Sendable { case film, episode }

    package let kind: Kind
    package let id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }
}

/// An utterance that a search found.
package struct FoundUtterance: Sendable {
    package let package: PackageID
    /// What the package was part of when that was looked at last.
    package let feature: SpokenFeature
    package let language: LanguageTag
    package let isForHearingImpaired: Bool
    package let utterance: Utterance
    /// What of the query it meets.
    package let phrases: [SpeechQuery.Phrase]
    /// Which attempt that was.
    package let attempt: Int

    package init(
        package: PackageID, feature: SpokenFeature, language: LanguageTag, isForHearingImpaired: Bool, utterance: Utterance,
        phrases: [SpeechQuery.Phrase], attempt: Int
    ) {
        self.package = package
        self.feature = feature
        self.language = language
        self.isForHearingImpaired = isForHearingImpaired
        self.utterance = utterance
        self.phrases = phrases
        self.attempt = attempt
    }
}
