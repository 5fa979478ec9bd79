import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What became of asking providers about a title.
package struct Match: Codable, Hashable, Sendable {
    package enum State: String, Codable, Hashable, Sendable {
        case taken
        /// Several titles fit, or one not well enough.
        case unsure
        case nothing
        /// The owner says that it is none of the candidates.
        case declined
    }

    /// A mark of what was asked (`TitleQuestion.mark`).
    package var question: String
    /// Who was asked, and how (`LookupErrand.asked`).
    package var asked: String
    package var state: State
    /// The title's names at the providers that know it, by `Origin`.
    @OrEmpty package var ids: [String: String] = [:]
    @OrEmpty package var candidates: [Candidate] = []
    /// The film's length in minutes, if it was known when it was asked about.
    package var length: Int?
    /// When providers are asked again, should nothing change before.
    package var again: Moment

    package init(question: String, asked: String, state: State, again: Moment) {
        self.question = question
        self.asked = asked
        self.state = state
        self.again = again
    }
}
