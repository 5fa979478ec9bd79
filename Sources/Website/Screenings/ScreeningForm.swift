import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What somebody writes who sets a screening.
struct ScreeningForm: Sendable {
    var first: String
    /// What the first feature is called; nil where none was named.
    var firstTitle: String?
    var films: String
    var date: String
    var time: String
    var about: String
    var guests: String
    var isByInvitation: Bool
    var faults: [String] = []
    let action = ScreeningPlace.new(nil).address
    /// In which zone the time is meant.
    var zone = ""
    let back = ScreeningPlace.all.address

    private static let longestLine = 300
    private static let longestText = 10_000

    init(_ fields: FormFields) {
        first = (fields["first"] ?? "").onOneLine(atMost: 100)
        films = String((fields["films"] ?? "").prefix(Self.longestText))
        date = (fields["date"] ?? "").onOneLine(atMost: 20)
        time = (fields["time"] ?? "").onOneLine(atMost: 20)
        about = (fields["about"] ?? "").onOneLine(atMost: Screening.longestAbout)
        guests = String((fields["guests"] ?? "").prefix(Self.longestText))
        isByInvitation = fields["who"] == "invited"
    }

    /// The feature that the form began with, if the viewer may see it.
    func firstFeature(on shelves: Shelves) async throws -> Screening.Feature? {
        let parts = first.split(separator: ".", maxSplits: 1).map { String($0) }
        guard parts.count == 2 else { return nil }
        switch FeatureKind(rawValue: parts[0]) {
        case .film:
            guard let film = try await shelves.film(FilmID(parts[1])), let length = film.value.versions.first?.duration else { return nil }
            return Screening.Feature(.film, film.id, length: length)
        case .episode:
            guard let episode = try await shelves.episode(EpisodeID(parts[1])), let length = episode.value.versions.first?.duration else {
                return nil
            }
            return Screening.Feature(.episode, episode.id, length: length)
        case .extra, nil: return nil
        }
    }

    /// All features, and the names of films that nobody knows.
    func features(on shelves: Shelves) async throws -> (found: [Screening.Feature], unknown: [String]) {
        var found = try await firstFeature(on: shelves).map { [$0] } ?? []
        var unknown: [String] = []
        // One more than fit, so that too many are refused and not passed over.
        for line in films.split(whereSeparator: \.isNewline).prefix(Screening.mostFeatures + 1) {
            let name = String(line).onOneLine(atMost: Self.longestLine).trimmingCharacters(in: .whitespaces)
            guard !name.isEmpty else { continue }
            let films = try await shelves.search(name, first: 10).films
            let same = films.first { SortTitle.fold($0.value.description.title) == SortTitle.fold(name) }
            if let same, let length = same.value.versions.first?.duration {
                found.append(Screening.Feature(.film, same.id, length: length))
            } else {
                unknown.append(name)
            }
        }
        return (found, unknown)
    }

    /// The addresses of whoever is asked.
    var addresses: [String] {
        guests.split { $0.isNewline || $0 == "," || $0 == ";" || $0 == " " }.prefix(Screening.mostGuests + 1).map { String($0) }
    }
}
