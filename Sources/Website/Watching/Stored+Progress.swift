import KinoraCatalogue
import KinoraDocuments
import KinoraViewing

extension Stored<Film> {
    /// The names under which something of it may have been watched: its own, and those of films that became it.
    var watchedNames: [String] { [id] + value.aliases }

    /// What was watched of it under any of them.
    func progress(in all: [String: KinoraViewing.Progress]) -> KinoraViewing.Progress? {
        KinoraViewing.Progress.joined(watchedNames.compactMap { all[$0] })
    }
}

extension Stored<Episode> {
    /// As of a film.
    var watchedNames: [String] { [id] + value.aliases }

    func progress(in all: [String: KinoraViewing.Progress]) -> KinoraViewing.Progress? {
        KinoraViewing.Progress.joined(watchedNames.compactMap { all[$0] })
    }
}
