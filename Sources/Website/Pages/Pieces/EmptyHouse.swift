import KinoraPreparation

/// What a first visitor sees before anything can be played.
struct EmptyHouse: Sendable {
    let preparing: String?
    let libraries: [String]
    let preparation = Place.preparation.address

    init(_ desk: any JobDesk, libraries: [String], _ words: Words) async throws {
        let count = try await desk.count(.running) + desk.count(.waiting)
        preparing = count == 0 ? nil : words.count(count, one: .nothingYetOnePreparing, many: .nothingYetPreparing)
        self.libraries = libraries
    }
}
