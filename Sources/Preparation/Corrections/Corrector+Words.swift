import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What the owner says of a title itself: its words, not which file belongs to it.
///
/// They are written on the title's own sheet, so a file that is scanned again, renamed or replaced changes nothing about them.
extension Corrector {
    /// A title as it is described at present, and what of that is the owner's word.
    package struct Told: Hashable, Sendable {
        package var description: Description
        package var owner: Facts

        package init(description: Description, owner: Facts) {
            self.description = description
            self.owner = owner
        }
    }

    /// Nil where there is no such film, series or episode.
    package func told(_ subject: Subject) async throws -> Told? {
        let store = sources.store
        let description: Description? =
            switch subject {
            case .film(let id): try await Records<Film>(in: store).read(id.rawValue)?.value.description
            case .series(let id): try await Records<Series>(in: store).read(id.rawValue)?.value.description
            case .episode(let id): try await Records<Episode>(in: store).read(id.rawValue)?.value.description
            case .source, .season: nil
            }
        guard let description else { return nil }
        return Told(description: description, owner: try await descriptions.sheet(of: subject)?[.owner] ?? Facts())
    }

    /// Takes the place of what the owner said of the title before; of what is not said the others' words count again. The pictures that the
    /// owner chose stay as they are: they are chosen elsewhere (`PictureStudio`), perhaps meanwhile.
    package func tell(_ subject: Subject, _ facts: Facts) async throws {
        try await descriptions.note(subject) { sheet in
            var told = facts
            told.pictures = sheet[.owner]?.pictures ?? []
            sheet[.owner] = told
        }
        try await descriptions.compose(around: subject)
        try await editor.reconcile()
    }

    /// Takes everything back that the owner said of the title, and the pictures that were chosen for it.
    package func untell(_ subject: Subject) async throws {
        try await descriptions.note(subject) { sheet in
            if sheet[.owner]?.pictures.isEmpty == false { sheet.wait(for: .pictures) }
            sheet[.owner] = nil
        }
        try await descriptions.compose(around: subject)
        try await editor.reconcile()
    }
}
