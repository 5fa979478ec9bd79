import KinoraPreparation

/// What a first visitor sees before anything can be played.
struct EmptyHouse: Sendable {
    let preparing: String?
    let libraries: [String]
    /// Where films are prepared; nil for those who have no part in it.
    let preparation: String?

    init(_ desk: (any JobDesk)?, libraries: [String], _ words: Words) async throws {
        guard let desk else {
            preparing = nil
            self.libraries = []
            preparation = nil
            return
        }
        preparation = Place.preparation.address
        let count = try await desk.count(.running) + desk.count(.waiting)
        preparing = count == 0 ? nil : words.count(count, one: .nothingYetOnePreparing, many: .nothingYetPreparing)
        self.libraries = libraries
    }
}
