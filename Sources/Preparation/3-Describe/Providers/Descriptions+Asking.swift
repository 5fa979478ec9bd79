import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Which titles providers are asked about.
extension Descriptions {
    /// Lets a title wait for providers unless they were asked this already.
    /// - Parameter question: a mark of it; nil where there is nothing to ask.
    func ask(_ question: String?, about subject: Subject) async throws {
        guard !order.providers.isEmpty, let question else { return }
        try await note(subject) { sheet in
            if sheet.match?.question != question { sheet.wait(for: .providers) }
        }
    }

    /// What is asked about a film or a series; nil where it is gone.
    func question(about subject: Subject) async throws -> TitleQuestion? {
        switch subject {
        case .film(let id):
            guard let film = try await Records<Film>(in: store).read(id.rawValue)?.value else { return nil }
            return TitleQuestion(.film, try await said(of: [subject] + film.sources.map(Subject.source)), in: order)
        case .series: return TitleQuestion(.series, try await said(of: [subject]), in: order)
        default: return nil
        }
    }

    static func mark(ofSeason number: Int, of series: SeriesID) -> String { "\(series.rawValue) \(number)" }

    /// Nil for an episode that is in no provider's list: without a number, or with a date in the place of one.
    static func mark(of episode: Episode) -> String? {
        guard episode.isNumbered, !(1900...2100).contains(episode.season) else { return nil }
        return "\(episode.series.rawValue) \(episode.season) \(episode.number)" + (episode.lastNumber.map { "-\($0)" } ?? "")
    }
}
