import KinoraCatalogue
import KinoraDocuments

/// What people call what is sold.
package protocol TitleNaming: Sendable {
    func name(of subject: SaleSubject) async throws -> String
}

/// Names out of the catalogue; a title that is gone keeps its document's name.
package struct CatalogueNames: TitleNaming {
    private let store: any DocumentStore

    package init(store: any DocumentStore) { self.store = store }

    package func name(of subject: SaleSubject) async throws -> String {
        let parts = subject.rawValue.split(separator: "/").map(String.init)
        guard parts.count >= 2 else { return subject.rawValue }
        let name: String? =
            switch parts[0] {
            case "film": try await Records<Film>(in: store).read(parts[1])?.value.description.title
            case "episode": try await Records<Episode>(in: store).read(parts[1])?.value.description.title
            case "series": try await Records<Series>(in: store).read(parts[1])?.value.description.title
            case "season":
                try await Records<Series>(in: store).read(parts[1])?.value.description.title + " " + (parts.count > 2 ? parts[2] : "")
            case "collection": try await Records<TitleTerms>(in: store).read(subject.rawValue)?.value.name
            default: nil
            }
        return name ?? subject.rawValue
    }
}

private func + (left: String?, right: String) -> String? { left.map { "\($0)\(right)" } }
